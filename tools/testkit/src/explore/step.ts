import type { Recorded } from '@workbook/broker';

type Broker = Extract<Recorded, { kind: 'delivered' | 'redelivered' | 'acknowledged' | 'expired' }>;

/** Which message, and in which copy of the service. */
export type Passage = Pick<Broker, 'client' | 'channel' | 'sequence' | 'subscription'>;

/** What a copy of the service does with a message in its hands. */
export type Mark = Passage &
  (
    | { readonly kind: 'handling' }
    /** `row` is undefined where nothing stands. */
    | {
        readonly kind: 'loaded';
        readonly table: string;
        readonly id: string;
        readonly row: unknown;
      }
    | { readonly kind: 'saved'; readonly table: string; readonly id: string; readonly row: unknown }
    /** An update that found something else than it wanted, and wrote nothing. */
    | { readonly kind: 'refused'; readonly table: string; readonly id: string }
    /** It was sent, and never arrived. */
    | { readonly kind: 'ack lost' }
    /** The handler has ended without an ack. */
    | { readonly kind: 'left' }
    | { readonly kind: 'failed'; readonly why: string }
    | { readonly kind: 'crashed'; readonly when: 'before its save' | 'after its save' }
  );

/**
 * One thing that happens in a schedule: what the broker does, in the words of its recorder, and
 * what the service does. `at` is in milliseconds of a clock that starts at 0.
 */
export type Step = Broker | (Mark & { readonly at: number });
