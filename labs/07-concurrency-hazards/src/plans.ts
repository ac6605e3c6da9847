/** What goes wrong between the broker, the copies accounts-1 and accounts-2, and their database. */
export const plans = {
  /** accounts-1 alone. */
  failed: '', // TODO step 5
  /** accounts-1 and accounts-2. */
  quicker: '', // TODO step 5
  /** accounts-1 and accounts-2. */
  dead: '', // TODO step 5
  /** accounts-1 alone. */
  twice: '', // TODO step 5
};
