/** What is known of an error that the reader can mend. */
export interface Trouble {
  /** A sentence; more lines say more of it. */
  readonly happened: string;
  /** The file that it is about; absent if it is about none. */
  readonly file?: string;
  /** What to type next, and what for; absent if there is nothing to type. */
  readonly next?: { readonly command: string; readonly purpose: string };
}

/** An error that the reader can mend. */
export class ExamError extends Error {
  override readonly name: string = 'ExamError';

  constructor(readonly trouble: Trouble) {
    super(trouble.happened);
  }
}
