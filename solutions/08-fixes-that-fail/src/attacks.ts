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
  // #region step 1: one copy
  oneCopy: ['send #1 > a', 'read', 'write', 'lost ack'],
  // #starter
  //: oneCopy: [
  //:   // TODO step 1: what has the copy done when it dies, or its ack is lost?
  //: ],
  // #endregion

  /** Two copies; nothing goes wrong. */
  // #region step 2: a table of seen events, in the wrong order
  seenEventsOrder: ['send #1 > a', 'send #2 > b', 'write', 'write'],
  // #starter
  //: seenEventsOrder: [
  //:   // TODO step 2: each event counts once
  //: ],
  // #endregion

  /** One copy, which may crash. */
  // #region step 2: a table of seen events, and a crash
  seenEventsCrash: ['send #1 > a', 'crash after write'],
  // #starter
  //: seenEventsCrash: [
  //:   // TODO step 2: an event is seen, and never counts
  //: ],
  // #endregion

  /** Two copies, one of which may crash; an ack may be lost, and an operation may fail. */
  // #region step 3: one shared sequence
  sharedSequence: 'none',
  // #starter
  //: sharedSequence: [
  //:   // TODO step 3: or is there none?
  //: ],
  // #endregion

  /** It sinks nothing. #1 is Ann's deposit, #2 is one of Bob's. Two copies; an operation may fail. */
  // #region step 3: who waits
  bobWaits: ['send #1 > a', 'send #2 > b', 'read'],
  // #starter
  //: bobWaits: [
  //:   // TODO step 3: Bob waits for Ann
  //: ],
  // #endregion

  /** Two copies, one of which may crash; an operation may fail. */
  // #region step 4: the last number at the publisher
  lastAtPublisher: ['send #1 > a', 'read', 'crash after write'],
  // #starter
  //: lastAtPublisher: [
  //:   // TODO step 4: what is between two stores?
  //: ],
  // #endregion
};
