import type { Move } from './moves';

/** A schedule, or the claim that there is none. */
export type Attack = readonly Move[] | 'none';

type Name =
  | 'oneCopy'
  | 'seenEventsOrder'
  | 'seenEventsCrash'
  | 'sharedSequence'
  | 'bobWaits'
  | 'lastAtPublisher';

/** Each is a schedule that sinks a fix: Ann ends with another balance than 30. */
export const attacks: Readonly<Record<Name, Attack>> = {
  /** One copy, which may crash; an ack may be lost. */
  oneCopy: ['send #1 > a', 'read', 'write', 'lost ack'],

  /** Two copies; nothing goes wrong. */
  seenEventsOrder: ['send #1 > a', 'send #2 > b', 'write', 'write'],

  /** One copy, which may crash. */
  seenEventsCrash: ['send #1 > a', 'crash after write'],

  /** Two copies, one of which may crash; an ack may be lost, and an operation may fail. */
  sharedSequence: 'none',

  /** It sinks nothing. #1 is Ann's deposit, #2 is one of Bob's. Two copies; an operation may fail. */
  bobWaits: ['send #1 > a', 'send #2 > b', 'read'],

  /** Two copies, one of which may crash; an operation may fail. */
  lastAtPublisher: ['send #1 > a', 'read', 'crash'],
};
