import { MsgProto } from '@workbook/protocol';
import { Repeated } from './repeated';

/** Three bytes as a varint, as most are in a measurement; the clients do not look at it. */
const SEQUENCE = 100_000;

/** A subscription at the sink. */
export interface SinkSubscription {
  readonly inbox: string;
  readonly sid: string;
  readonly grouped: boolean;
  readonly write: (bytes: Buffer) => void;
  frames: Repeated | undefined;
}

/** How much was published, and who is sent as much. */
export class SinkChannel {
  readonly #plain: SinkSubscription[] = [];
  readonly #members: SinkSubscription[] = [];
  #stored = 0;
  #next = 0;

  /** Of every message; undefined until one was published. */
  data: Buffer | undefined;

  constructor(private readonly name: string) {}

  /** @param all true: it is sent at once as much as was published */
  subscribe(subscription: SinkSubscription, all: boolean): void {
    (subscription.grouped ? this.#members : this.#plain).push(subscription);
    if (all) this.#send(subscription, this.#stored);
  }

  published(count: number): void {
    this.#stored += count;
    for (const subscription of this.#plain) this.#send(subscription, count);
    const members = this.#members.length;
    if (members === 0) return;
    // In turn, as the real server does, but all at once: each gets its share of the batch.
    const share = Math.floor(count / members);
    const rest = count % members;
    this.#members.forEach((member, index) => {
      const isNext = (index - this.#next + members) % members < rest;
      this.#send(member, share + (isNext ? 1 : 0));
    });
    this.#next = (this.#next + rest) % members;
  }

  #send(subscription: SinkSubscription, count: number): void {
    if (count === 0) return;
    subscription.frames ??= new Repeated(this.#frame(subscription));
    subscription.frames.write(count, subscription.write);
  }

  #frame({ inbox, sid }: SinkSubscription): Buffer {
    const message = MsgProto.encode({
      sequence: SEQUENCE,
      subject: this.name,
      data: this.data ?? Buffer.alloc(0),
      timestamp: Date.now() * 1e6,
    });
    return Buffer.concat([
      Buffer.from(`MSG ${inbox} ${sid} ${message.length}\r\n`),
      message,
      Buffer.from('\r\n'),
    ]);
  }
}
