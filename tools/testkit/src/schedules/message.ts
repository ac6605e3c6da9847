import type { Message as Delivered } from '@workbook/explorer';
import type { Message } from 'node-nats-streaming';

/** Nanoseconds in a millisecond. */
const NS = 1e6;

/** A message of a schedule as the streaming client gives it to a handler. */
export class ScheduleMessage implements Message {
  readonly #at = new Date();

  constructor(private readonly delivered: Delivered<unknown>) {}

  getSubject(): string {
    return this.delivered.channel;
  }

  getSequence(): number {
    return this.delivered.sequence;
  }

  getData(): string {
    return JSON.stringify(this.delivered.data);
  }

  getRawData(): Buffer {
    return Buffer.from(this.getData());
  }

  getTimestamp(): Date {
    return this.#at;
  }

  getTimestampRaw(): number {
    return this.#at.getTime() * NS;
  }

  isRedelivered(): boolean {
    return this.delivered.redelivered;
  }

  getCrc32(): number {
    return 0;
  }

  ack(): void {
    this.delivered.ack();
  }
}
