import type { Message, Stan } from 'node-nats-streaming';
import type { Handled } from './event';
import type { Recording } from './recording';

/** One running copy of a learner's service: a client of its own, and a record of what it handled. */
export class Copy {
  readonly handled: Handled[] = [];

  constructor(
    /** Its client ID: the service's name and a number, `payments-1`. */
    readonly name: string,
    readonly stan: Stan,
    private readonly recording: Recording,
  ) {}

  /** A handler that does nothing but write down what it was given. */
  readonly onMessage = (data: unknown, msg: Message): void => {
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
  ) {}

  /** What all copies handled, copy by copy. */
  get handled(): Handled[] {
    return this.copies.flatMap((copy) => copy.handled);
  }
}
