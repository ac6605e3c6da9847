import type { Of, Passage } from '@workbook/history';

/** The ackWait of the labs, for the clock of the steps: nothing waits for it. */
export const ACK_WAIT_MS = 5000;

/**
 * One thing that happens in a schedule: what the broker does, and what a copy of the service does with
 * a message in its hands. The words are those in which every run is written down; nothing here adds to
 * them, but that a crash is told of the message that was in hand. `at` is in milliseconds of a clock
 * that starts at 0.
 */
export type Step = Passage &
  Of<
    | 'delivered'
    | 'redelivered'
    | 'acknowledged'
    | 'expired'
    | 'handling'
    | 'loaded'
    | 'saved'
    | 'refused'
    | 'ack lost'
    | 'left'
    | 'failed'
    | 'crashed'
  >;

/** What a copy does, without the message that it has in hand. */
export type Deed = Step extends infer One
  ? One extends Step
    ? Omit<One, keyof Passage | 'at'>
    : never
  : never;
