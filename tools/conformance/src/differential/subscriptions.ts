import { Ack } from '@workbook/protocol';
import type { Slot } from './slot';
import type { Subscribe } from './step';

/** A subscription of the session. */
export interface Subscribed {
  readonly step: Subscribe;
  readonly slot: Slot;
  readonly inbox: string;
  readonly ackInbox: string;
  readonly acked: Set<number>;
}

/** What one of the servers has let the session subscribe to, by the numbers of the session. */
export class Subscriptions {
  readonly #all = new Map<number, Subscribed>();
  /** What the server calls the inboxes for acks, as the session does. */
  readonly #names = new Map<string, string>();

  get all(): Iterable<Subscribed> {
    return this.#all.values();
  }

  get(number: number): Subscribed | undefined {
    return this.#all.get(number);
  }

  add(subscribed: Omit<Subscribed, 'acked'>): void {
    const { sub } = subscribed.step;
    this.#names.set(subscribed.ackInbox, `s${sub}`);
    this.#all.set(sub, { ...subscribed, acked: new Set() });
  }

  /** What the session calls an inbox for acks. */
  nameOf(ackInbox: string): string {
    return ackInbox && (this.#names.get(ackInbox) ?? 'an unknown ack inbox');
  }

  /** What has come to subscription `number` and was not acknowledged. */
  unacked(number: number): number[] {
    const subscription = this.#all.get(number);
    if (!subscription) return [];
    const { slot, inbox, acked } = subscription;
    const sequences = slot.received.get(inbox)!.map(({ sequence }) => sequence);
    return [...new Set(sequences)].filter((sequence) => !acked.has(sequence));
  }

  /** @param via the subscription to whose inbox the acks go */
  acknowledge(number: number, via: number, sequences: readonly number[], channel = ''): void {
    const subscription = this.#all.get(number)!;
    const ackInbox = this.#all.get(via)?.ackInbox;
    if (ackInbox === undefined) return;
    for (const sequence of sequences) {
      subscription.acked.add(sequence);
      const subject = channel || subscription.step.channel;
      subscription.slot.publish(ackInbox, Ack.encode({ subject, sequence }));
    }
  }
}
