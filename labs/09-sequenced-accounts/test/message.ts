import type { Message } from 'node-nats-streaming';
import type { Transaction } from '../src/events';
import { Subjects } from '../src/subjects';

/** An event as the client gives it to a handler, without a client. */
export interface Given {
  readonly data: Transaction;
  /** Its place in the channel, from 1. */
  readonly sequence: number;
  readonly redelivered: boolean;
  readonly ack: () => void;
}

/** A message of the streaming client that is made of what a test, or the explorer, gives. */
export function messageOf({ data, sequence, redelivered, ack }: Given): Message {
  const text = JSON.stringify(data);
  return {
    getSubject: () => Subjects.TransactionCreated,
    getSequence: () => sequence,
    getData: () => text,
    getRawData: () => Buffer.from(text),
    getTimestamp: () => new Date(0),
    getTimestampRaw: () => 0,
    isRedelivered: () => redelivered,
    getCrc32: () => 0,
    ack,
  };
}
