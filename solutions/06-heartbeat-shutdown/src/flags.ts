import type { Heartbeat } from './predict';

/**
 * The broker's flags for the shop: a dead copy of payments is given up within 10 s, and one whose
 * process is busy for 6 s on end, with the invoices of the month, is not.
 */
// #region step 2: both bounds
export const heartbeat: Heartbeat = { hbi: 2, hbt: 3, hbf: 1 };
// #starter
//: // TODO step 2: these are the flags of the labs so far. What does your formula say of them?
//: export const heartbeat: Heartbeat = { hbi: 5, hbt: 5, hbf: 2 };
// #endregion
