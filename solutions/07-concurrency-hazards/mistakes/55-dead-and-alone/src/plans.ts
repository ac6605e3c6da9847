/** What goes wrong between the broker, the copies accounts-1 and accounts-2, and their database. */
export const plans = {
  failed: 'refuse accounts-1 #1',
  quicker: 'hold accounts-1 #1 2s',
  dead: 'crash-before-save accounts-1 #1',
  twice: 'crash-after-save accounts-1 #1',
};
