/**
 * An error that the reader can act on: what happened, which file, and the command to type next.
 * Its message is printed as it is, without a stack.
 */
export class WorkbookError extends Error {
  override readonly name = 'WorkbookError';
}

/** A command to type and what it is for, as it stands under an error. */
export function next(command: string, purpose: string): string {
  return `    ${command}      ${purpose}`;
}
