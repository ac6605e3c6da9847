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

/** What a command prints of an error that ended it: of one that the reader can mend, no stack. */
export function toText(error: unknown): unknown {
  if (error instanceof WorkbookError) return error.message;
  const { code = '', path: file } = error as NodeJS.ErrnoException;
  if (!/^E[A-Z]+$/.test(code) || file === undefined) return error;
  return `${file} cannot be used: ${code}.\n${next('npm start', 'when it can')}`;
}
