/** What goes wrong between the broker, the copies accounts-1 and accounts-2, and their database. */
export const plans = {
  /** accounts-1 alone. */
  // #region step 5: a failed handler
  failed: 'refuse accounts-1 #1',
  // #starter
  //: failed: '', // TODO step 5
  // #endregion
  /** accounts-1 and accounts-2. */
  // #region step 5: one copy is quicker
  quicker: 'hold accounts-1 #1 2s',
  // #starter
  //: quicker: '', // TODO step 5
  // #endregion
  /** accounts-1 and accounts-2. */
  // #region step 5: a dead client
  dead: 'crash-before-save accounts-1 #1',
  // #starter
  //: dead: '', // TODO step 5
  // #endregion
  /** accounts-1 alone. */
  // #region step 5: the same event twice
  twice: 'lose-ack accounts-1 #1',
  // #starter
  //: twice: '', // TODO step 5
  // #endregion
};
