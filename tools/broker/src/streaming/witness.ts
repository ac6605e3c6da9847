import type { Ending, Passage } from '@workbook/history';
import { type SubscriptionRequest, textOf } from '@workbook/protocol';
import type { Logger } from '../log';
import type { Emit } from '../recorder';
import type { SubscriptionState } from '../store/store';
import type { Consumer } from './consumer';
import { describeStart } from './start-position';

/** What there is to tell of a subscription. */
type Witnessed = { readonly consumer: Consumer } & Pick<
  SubscriptionState,
  'id' | 'channel' | 'clientID' | 'inbox' | 'durableName' | 'lastSent'
>;

/** What becomes of a subscription. */
type Change =
  | { readonly kind: 'subscribed' | 'resumed' }
  | { readonly kind: 'suspended' | 'removed'; readonly how: Ending };

/** Tells the recorder and the log what happens to one subscription, in the words of the real server. */
export class Witness {
  constructor(
    private readonly subscription: Witnessed,
    private readonly log: Logger,
    private readonly emit: Emit,
  ) {}

  /** It has begun, or is the first of a group that has. @param now milliseconds since the epoch */
  started(request: SubscriptionRequest, now: number): void {
    const { lastSent } = this.subscription;
    const start = this.log.debugs ? `, ${describeStart(request, lastSent + 1, now)}` : '';
    this.#changed({ kind: 'subscribed' }, 'Started new', start);
  }

  joined(): void {
    this.#changed({ kind: 'subscribed' }, 'Added member to');
  }

  resumed(): void {
    this.#changed({ kind: 'resumed' }, 'Resumed');
  }

  suspended(how: Ending): void {
    this.#changed({ kind: 'suspended', how }, 'Suspended');
  }

  /** @param isLeft true: its group goes on without it */
  removed(how: Ending, isLeft = false): void {
    this.#changed({ kind: 'removed', how }, isLeft ? 'Removed member from' : 'Removed');
  }

  delivering(sequence: number): void {
    this.#passing('Delivering msg to', sequence);
  }

  delivered(sequence: number): void {
    this.emit?.({ kind: 'delivered', ...this.#passage(sequence) });
  }

  redelivering(sequence: number): void {
    this.#passing('Redelivering msg to', sequence);
  }

  /** @param count how often by now */
  redelivered(sequence: number, count: number): void {
    this.emit?.({ kind: 'redelivered', count, ...this.#passage(sequence) });
  }

  /** @param here true if it was pending here, false if with another member of the group */
  acknowledged(sequence: number, here: boolean): void {
    if (here) this.#passing('Processing ack for', sequence);
    this.emit?.({ kind: 'acknowledged', ...this.#passage(sequence) });
  }

  /** The ackWait of `sequence` is over. */
  expired(sequence: number): void {
    this.emit?.({ kind: 'expired', ...this.#passage(sequence) });
  }

  /** All that is pending is about to be sent again. */
  resuming(): void {
    const { consumer, durableName } = this.subscription;
    this.#debug('Redelivering to', `, durable=${consumer.key ?? durableName}`);
  }

  resumes(sequence: number): void {
    if (this.log.traces)
      this.log.trace(`${this.#who} Redelivering to ${this.#which}, seq=${sequence}`);
  }

  /** `sequence` is not due, nor is what comes after it. */
  notDue(sequence: number): void {
    if (this.log.traces)
      this.log.trace(`${this.#who} Redelivery for ${this.#which}, skipping seq=${sequence}`);
  }

  waitsForClient(): void {
    this.#debug('Skipping redelivery to', ' due to missed client heartbeat');
  }

  unsendable(sequence: number): void {
    const { channel } = this.subscription;
    this.log.error(
      `${this.#who} Failed sending to ${this.#which}, subject=${channel}, seq=${sequence}, err=nats: invalid subject`,
    );
  }

  get #who(): string {
    return `[Client:${this.subscription.clientID}]`;
  }

  /** As the log names it when something becomes of it (behaviour document, section 5.3). */
  get #whole(): string {
    const { channel, inbox, durableName, consumer, id } = this.subscription;
    const { key } = consumer;
    const adjectives = `${durableName ? 'durable ' : ''}${key === undefined ? '' : 'queue '}`;
    // The key of a durable group begins with the durable's name.
    const durable = durableName ? ` durable=${durableName},` : '';
    const name = key === undefined ? durable : ` queue=${key},`;
    return `${adjectives}subscription, subject=${channel}, inbox=${textOf(inbox)},${name} subid=${id}`;
  }

  get #which(): string {
    return `subid=${this.subscription.id}`;
  }

  #changed(change: Change, what: string, more = ''): void {
    const { clientID, channel, id, durableName, consumer } = this.subscription;
    this.emit?.({
      ...change,
      client: clientID,
      channel,
      subscription: id,
      group: consumer.key,
      durableName,
    });
    if (this.log.debugs) this.log.debug(`${this.#who} ${what} ${this.#whole}${more}`);
  }

  #debug(what: string, more: string): void {
    if (this.log.debugs) this.log.debug(`${this.#who} ${what} ${this.#which}${more}`);
  }

  #passing(what: string, sequence: number): void {
    if (!this.log.traces) return;
    const { channel } = this.subscription;
    this.log.trace(`${this.#who} ${what} ${this.#which}, subject=${channel}, seq=${sequence}`);
  }

  #passage(sequence: number): Passage {
    const { clientID, channel, id } = this.subscription;
    return { client: clientID, channel, sequence, subscription: id };
  }
}
