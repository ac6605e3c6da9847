import type { Subscription } from './subscription';

/** The active subscriptions of one channel by where they are spoken to (behaviour document, section 2.2). */
export class Inboxes {
  readonly #byAckInbox = new Map<string, Subscription>();
  /** Of two with the same inbox the one that came last; when either leaves, neither. */
  readonly #byInbox = new Map<string, Subscription>();

  add(subscription: Subscription): void {
    this.#byAckInbox.set(subscription.ackInbox, subscription);
    this.#byInbox.set(subscription.inbox, subscription);
  }

  remove(subscription: Subscription): void {
    this.#byAckInbox.delete(subscription.ackInbox);
    this.#byInbox.delete(subscription.inbox);
  }

  /** Whose inbox for acks this is, or else for messages. */
  find(inbox: string): Subscription | undefined {
    return this.#byAckInbox.get(inbox) ?? this.#byInbox.get(inbox);
  }
}
