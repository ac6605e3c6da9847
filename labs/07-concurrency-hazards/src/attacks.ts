import type { Move } from './moves';

/** Each is a schedule of Ann's deposit and withdrawal that ends with another balance than 30. */
export const attacks = {
  /** One copy, and its database fails once. */
  // #region step 1: a failed handler
  failed: ['send #1 > a', 'fail'],
  // #starter
  //: failed: [
  //:   // TODO step 1: the deposit fails, and comes again too late
  //: ],
  // #endregion

  /** Two copies, and nothing goes wrong. */
  // #region step 2: one copy is quicker
  quicker: ['send #1 > a', 'send #2 > b', 'read'],
  // #starter
  //: quicker: [
  //:   // TODO step 2: one copy is quicker than the other
  //: ],
  // #endregion

  /** Two copies, one of which dies. */
  // #region step 3: a dead client
  dead: ['send #1 > a', 'crash'],
  // #starter
  //: dead: [
  //:   // TODO step 3: the broker waits for a copy that is dead
  //: ],
  // #endregion

  /** One copy, and an ack is lost. */
  // #region step 4: the same event twice
  twice: ['send #1 > a', 'read', 'write', 'lost ack'],
  // #starter
  //: twice: [
  //:   // TODO step 4: an event is handled twice
  //: ],
  // #endregion
} satisfies Record<string, readonly Move[]>;
