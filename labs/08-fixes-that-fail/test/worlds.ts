import { fixes, ofAnn, ofBob } from './fixes';

/** What can go wrong, once each. */
export const EVERYTHING = { crashes: 1, lostAcks: 1, failures: 1 };

/** One for each schedule in `src/attacks.ts`. Every copy has one event at a time. */
export const worlds = {
  /** One copy, which may crash; an ack may be lost. */
  oneCopy: fixes.oneCopy({ faults: { crashes: 1, lostAcks: 1 } }),
  /** Two copies; nothing goes wrong. */
  seenEventsOrder: fixes.seenEvents(),
  /** One copy, which may crash. */
  seenEventsCrash: fixes.seenEvents({ copies: 1, faults: { crashes: 1 } }),
  /** Two copies, one of which may crash; an ack may be lost, and an operation may fail. */
  sharedSequence: fixes.sharedSequence({ faults: EVERYTHING }),
  /** Two copies, an event of Ann's and one of Bob's; an operation may fail. */
  bobWaits: fixes.sharedSequence({ faults: { failures: 1 }, events: [ofAnn[0]!, ofBob] }),
  /** Two copies, one of which may crash; an operation may fail. */
  lastAtPublisher: fixes.lastAtPublisher({ faults: { crashes: 1, failures: 1 } }),
};
