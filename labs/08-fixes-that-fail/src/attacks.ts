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
  oneCopy: [
    // TODO step 1: what has the copy done when it dies, or its ack is lost?
  ],

  /** Two copies; nothing goes wrong. */
  seenEventsOrder: [
    // TODO step 2: each event counts once
  ],

  /** One copy, which may crash. */
  seenEventsCrash: [
    // TODO step 2: an event is seen, and never counts
  ],

  /** Two copies, one of which may crash; an ack may be lost, and an operation may fail. */
  sharedSequence: [
    // TODO step 3: or is there none?
  ],

  /** It sinks nothing. #1 is Ann's deposit, #2 is one of Bob's. Two copies; an operation may fail. */
  bobWaits: [
    // TODO step 3: Bob waits for Ann
  ],

  /** Two copies, one of which may crash; an operation may fail. */
  lastAtPublisher: [
    // TODO step 4: what is between two stores?
  ],
};
