import type { Logger } from '../log';
import type { Passage, Emit } from '../recorder';
import type { Subscription } from './subscription';

/** Tells the recorder and the log what happens to one subscription, in the words of the real server. */
export class Witness {
  constructor(
    private readonly subscription: Subscription,
    private readonly log: Logger,
    private readonly emit: Emit,
  ) {}

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
    const { group, durableName } = this.subscription;
    this.#debug('Redelivering to', `, durable=${group?.key ?? durableName}`);
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
    return `[Client:${this.subscription.client.id}]`;
  }

  get #which(): string {
    return `subid=${this.subscription.id}`;
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
    const { client, channel, id } = this.subscription;
    return { client: client.id, channel, sequence, subscription: id };
  }
}
