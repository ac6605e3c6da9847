import type { Move } from './moves';

/** Each is a schedule of Ann's deposit and withdrawal that ends with another balance than 30. */
export const attacks = {
  /** One copy, and its database fails once. */
  failed: [
    // TODO step 1: the deposit fails, and comes again too late
  ],

  /** Two copies, and nothing goes wrong. */
  quicker: [
    // TODO step 2: one copy is quicker than the other
  ],

  /** Two copies, one of which dies. */
  dead: [
    // TODO step 3: the broker waits for a copy that is dead
  ],

  /** One copy, and an ack is lost. */
  twice: [
    // TODO step 4: an event is handled twice
  ],
} satisfies Record<string, readonly Move[]>;
