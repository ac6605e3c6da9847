/** The events: #1 pays in 100, #2 takes out 90. */
type Event = '#1' | '#2';

/** Copies of the accounts service, in the order in which each gets its first event; a new one takes the place of one that died. */
type Copy = 'a' | 'b' | 'c';

type Operation = 'read' | 'write' | 'fail';

/**
 * One thing that happens. A move without a copy is of the copy that had the move before. Which event is meant has
 * to be said only where a copy has two in hand: `read #2`.
 */
export type Move =
  | `send ${Event} > ${Copy}`
  | Operation
  | `${Operation} ${Event}`
  | `${Copy} ${Operation}`
  | `${Copy} ${Operation} ${Event}`
  | 'crash'
  | 'crash after write'
  | `${Copy} crash`
  | `${Copy} crash after write`
  | 'lost ack';
