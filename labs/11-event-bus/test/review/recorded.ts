import { inWords } from '@workbook/testkit';
import type { Make, OrderHandler, Ports } from '../../src/review/reserve-listener';

/** What a port did that a listener has called, if it did not do what it was asked for. */
export type Outcome =
  | 'find() gives undefined'
  | 'find() rejects'
  | 'replace() gives false'
  | 'replace() rejects'
  | 'publish() rejects';

/** What passed between the listener and the learner's mocks while one test ran. */
export class Recorded {
  readonly outcomes = new Set<Outcome>();
  /** Calls of a port that have neither resolved nor rejected. */
  readonly waiting = new Set<string>();
  /** How often a listener was given a message, and how many of these are not over. */
  messages = 0;
  unfinished = 0;

  /** How it stands now: what is under way goes on after a test is over. */
  copy(): Recorded {
    return Object.assign(new Recorded(), this, { waiting: new Set(this.waiting) });
  }
}

/** Hands listeners out, and records what they do and get, for whichever test is running. */
export class Recorder {
  #now = new Recorded();

  /** What is recorded from now on. */
  begin(): Recorded {
    this.#now = new Recorded();
    return this.#now;
  }

  /** Makes what `make` makes, with everything recorded that passes between it and a test. */
  recording(make: Make): Make {
    return (ports) => {
      const handler = make(this.#ports(ports));
      return { onMessage: this.#onMessage(handler) };
    };
  }

  // The fields are read at each call, as a test may change its mocks in between; each is called as its own method.
  #ports(ports: Ports): Ports {
    return {
      tickets: {
        find: (id) => this.#call('find', [id], () => ports.tickets.find(id)),
        replace: (next, version) =>
          this.#call('replace', [next, version], () => ports.tickets.replace(next, version)),
      },
      publish: (event) => this.#call('publish', [event], () => ports.publish(event)),
    };
  }

  #onMessage(handler: OrderHandler): OrderHandler['onMessage'] {
    return async (order, msg) => {
      const now = this.#now;
      now.messages += 1;
      now.unfinished += 1;
      try {
        await handler.onMessage(order, {
          getSequence: () => msg.getSequence(),
          isRedelivered: () => msg.isRedelivered(),
          ack: () => msg.ack(),
        });
      } finally {
        now.unfinished -= 1;
      }
    };
  }

  async #call<Given>(
    port: 'find' | 'replace' | 'publish',
    args: readonly unknown[],
    call: () => Promise<Given>,
  ): Promise<Given> {
    const now = this.#now;
    const words = `${port}(${args.map(inWords).join(', ')})`;
    now.waiting.add(words);
    try {
      const given = await call();
      if (port === 'find' && given === undefined) now.outcomes.add('find() gives undefined');
      if (port === 'replace' && given === false) now.outcomes.add('replace() gives false');
      return given;
    } catch (error) {
      now.outcomes.add(`${port}() rejects`);
      throw error;
    } finally {
      now.waiting.delete(words);
    }
  }
}
