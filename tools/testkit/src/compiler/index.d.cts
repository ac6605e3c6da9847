/** What the compiler has to say of one line. */
export interface Problem {
  /** From the lab's folder: `src/bus/publisher.ts`. */
  readonly file: string;
  readonly line: number;
  /** What stands in that line. */
  readonly code: string;
  /** In the compiler's words. */
  readonly what: string;
}

/** What was compiled, with the lab's own options. */
export interface Task {
  /** Of the lab. */
  readonly folder: string;
  /** By file name, as if they stood in the lab's `test`. None of them is written anywhere. */
  readonly programs: Readonly<Record<string, string>>;
}

/** What is wrong in the files of the lab's `src` that the programs lead to, and in each program. */
export interface Compiled {
  readonly own: readonly Problem[];
  readonly programs: Readonly<Record<string, readonly Problem[]>>;
}

/** Compiles all of them at once, beside the tests. */
export function compile(task: Task): Promise<Compiled>;
