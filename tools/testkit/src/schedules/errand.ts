import type { Ask } from '@workbook/explorer';

/** One handling, as far as it has to do with the database. */
export interface Errand {
  readonly ask: Ask;
  /** Commands of it that are held. */
  held: number;
  /** Its copy is gone: nothing that it asks is done any more. */
  isDropped: boolean;
  /** How often it has asked since then. */
  refused: number;
}
