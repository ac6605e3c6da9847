/** What was typed is nothing that a command takes. */
export class Mistyped extends Error {
  override readonly name = 'Mistyped';
}

/** `usage` with more behind it: what comes after the name of an npm script comes after two dashes. */
export function withMore(usage: string, more: string): string {
  return `${usage}${usage.startsWith('npm ') ? ' --' : ''} ${more}`;
}
