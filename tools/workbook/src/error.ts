import { ExamError } from '@workbook/exam';
import { next } from './advice';

/**
 * An error of a command that the reader can act on: what happened, which file, and the command to type next.
 * Its message is printed as it is, without a stack.
 */
export class WorkbookError extends ExamError {
  override readonly name = 'WorkbookError';

  constructor(message: string) {
    super({ happened: message });
  }
}

/** An error that the reader can mend, as it is printed. */
export function inWords({ trouble }: ExamError): string {
  const { happened, next: typed } = trouble;
  return typed ? `${happened}\n${next(typed.command, typed.purpose)}` : happened;
}

/** What a command prints of an error that ended it: of one that the reader can mend, no stack. */
export function toText(error: unknown): unknown {
  if (error instanceof ExamError) return inWords(error);
  const { code = '', path: file } = error as NodeJS.ErrnoException;
  if (!/^E[A-Z]+$/.test(code) || file === undefined) return error;
  return `${file} cannot be used: ${code}.\n${next('npm start', 'when it can')}`;
}
