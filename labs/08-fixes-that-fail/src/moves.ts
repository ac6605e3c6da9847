/** The events: #1 pays 100 into Ann's account, #2 takes out 90. With the shared sequence, #3 pays 50 into Bob's. */
type Event = '#1' | '#2' | '#3';

/** Copies of the accounts service, in the order in which each gets its first event. */
type Copy = 'a' | 'b';

/** `write` is also what reads and writes at once; `fail` is an operation that is refused. */
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
