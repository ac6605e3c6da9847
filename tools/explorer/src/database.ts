import type { Work } from './copy';
import type { Tables } from './table';

/** Where the rows of one schedule stand, and what handlers do with them. */
export interface Database {
  /** Starts what runs in one copy. */
  startWork(): Work;
  /**
   * Resolves when every handler has ended, or waits for an operation; to false if one does neither, and nothing
   * says that it ever will.
   */
  quiet(): Promise<boolean>;
  /** What stands there now, each row a copy. */
  tables(): Tables;
  /** A text that stands for all rows, or for one; undefined if a schedule cannot be known by such texts. */
  readonly keys?: { all(): string; of(table: string, id: string): string };
}
