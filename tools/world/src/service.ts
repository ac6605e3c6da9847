import type { Message, Stan } from 'node-nats-streaming';
import type { Handled } from './event';
import type { Recording } from './recording';
import type { Facts } from './wire/facts';

/** One running copy of a learner's service: a client of its own, and a record of what it handled. */
export class Copy {
  readonly handled: Handled[] = [];
  /** How `onMessage` was called, in words, if not with an event and its message. */
  misuse: string | undefined;

  constructor(
    /** Its client ID: the service's name and a number, `payments-1`. */
    readonly name: string,
    readonly stan: Stan,
    private readonly recording: Recording,
  ) {}

  /** A handler that does nothing but write down what it was given. */
  readonly onMessage = (data: unknown, msg: Message): void => {
    if (!isMessage(msg)) {
      this.misuse ??= `the handler of ${this.name} was given an event and, for its message, ${String(msg)}`;
      return;
    }
    this.recording.handling(this.name, msg.getSubject(), msg.getSequence());
    this.handled.push({
      by: this.name,
      channel: msg.getSubject(),
      sequence: msg.getSequence(),
      redelivered: msg.isRedelivered(),
      data,
    });
  };
}

/** A learner's service in one or more copies. */
export class Service {
  readonly copies: Copy[] = [];

  constructor(
    readonly name: string,
    /** All services that run on the same broker, this one among them. */
    readonly neighbours: readonly Service[],
    /** What passed between clients and the broker. */
    readonly facts: Facts,
  ) {}

  /** What all copies handled, copy by copy. */
  get handled(): Handled[] {
    return this.copies.flatMap((copy) => copy.handled);
  }
}

/** A learner's code may pass on anything. */
function isMessage(msg: unknown): boolean {
  return typeof (msg as Partial<Message> | undefined)?.getSequence === 'function';
}
