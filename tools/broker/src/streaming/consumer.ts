import type { MessageStore } from '../store/message-store';

/** A subscription, as who shares messages out sees it. */
export interface Receiver {
  lastSent: number;
  readonly isFull: boolean;
  /** @returns false if that cannot be */
  send(sequence: number): boolean;
  /** @returns false if that cannot be */
  resend(sequence: number): boolean;
  release(sequence: number): void;
  forget(sequence: number): void;
}

/**
 * Who shares the messages of a channel out, and what is shared: a queue group among its members, or one
 * subscription by itself (behaviour document, sections 3.8 and 3.9).
 */
export interface Consumer {
  /** Of a queue group: its name, after `durable:` if it is durable. */
  readonly key: string | undefined;
  /** Of a queue group: the sequence of the newest message that was sent to any member; otherwise 0. */
  readonly groupLastSent: number;
  /** How often each sequence was sent again, to whomever. */
  readonly redeliveries: Map<number, number>;
  /** True: what a client that is silent has not acknowledged goes to others (section 8, T13). */
  readonly hasOthers: boolean;
  /** Sends what is new to whoever has room. */
  pump(): void;
  /** Sends again what `from` has not acknowledged. */
  resend(sequence: number, from: Receiver): void;
  /** The other one that has not acknowledged `sequence`. */
  holderOf(sequence: number): Receiver | undefined;
}

/** One subscription outside the queue groups. */
export class SoleConsumer implements Consumer {
  readonly key = undefined;
  readonly groupLastSent = 0;
  readonly redeliveries = new Map<number, number>();
  readonly hasOthers = false;

  constructor(
    private readonly subscription: Receiver,
    private readonly messages: MessageStore,
  ) {}

  pump(): void {
    const { subscription } = this;
    while (!subscription.isFull) {
      const sequence = nextSequence(subscription, this.messages);
      if (sequence === undefined || !subscription.send(sequence)) return;
    }
  }

  resend(sequence: number): void {
    this.subscription.resend(sequence);
  }

  holderOf(): undefined {
    return undefined;
  }
}

/**
 * Which message a subscription or a group that has come as far as `lastSent` is sent next. What was
 * dropped before it could be sent is passed over: `lastSent` moves on to the message before the first.
 *
 * @returns undefined if there is none yet
 */
export function nextSequence(
  reader: { lastSent: number },
  { first, last }: MessageStore,
): number | undefined {
  const next = reader.lastSent + 1;
  if (next >= first) return next <= last ? next : undefined;
  // The real server looks at the last one before it looks at the first, and the monitoring shows it.
  if (next >= last) return undefined;
  reader.lastSent = first - 1;
  return first <= last ? first : undefined;
}
