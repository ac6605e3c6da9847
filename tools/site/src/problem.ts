/** Something in a markdown file that the author has to mend before any page is written. */
export interface Problem {
  /** The markdown file, from the root, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What stands there: the target of a link, the language of a block, the piece of HTML. */
  readonly target: string;
  /** What is wrong with it, in a sentence. */
  readonly message: string;
  /** What was probably meant, written as it would stand in the file. */
  readonly meant?: string;
}

/** A problem as two lines of text: where and what; then why, and what was probably meant. */
export function describe({ file, line, target, message, meant }: Problem): string {
  const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `${file}:${line}  ${target}\n    ${message}${question}`;
}

/** Orders problems as a reader meets them: by file, then by line. */
export function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}
