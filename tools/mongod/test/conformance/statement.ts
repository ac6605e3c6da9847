import type { Target } from './target';

/** What a mongod that stands alone does, in a sentence. */
export interface Statement {
  /** `M1`; it keeps it when others come. */
  readonly id: string;
  readonly says: string;
  /** Who says so: a page of the manual, a specification, or a file of the server. */
  readonly source: string;
  /** Has the server do it. @returns what is seen of it */
  readonly seen: (on: Target) => Promise<unknown>;
  /** What has to be seen, no more and no less. */
  readonly expected: unknown;
}
