import {
  type Happened,
  type HistoryEvent,
  isRefusal,
  isSame,
  type Of,
  type Passage,
} from '@workbook/history';
import type { CopyFault } from './faults/fault';

/** What happened in one world: what its servers tell, and what copies of services did, in order. */
export class Recording {
  readonly happened: Happened[] = [];
  /** The faults that it runs under, as one line; empty without. */
  faults = '';

  /** Added to the broker's numbers of subscriptions, which begin anew when it has lost all. */
  #subscriptions = 0;

  /** Takes what a server tells. */
  readonly record = (happening: Happened): void => {
    if (!('subscription' in happening)) this.happened.push(happening);
    else {
      const subscription = happening.subscription + this.#subscriptions;
      this.happened.push({ ...happening, subscription });
    }
  };

  /** The process of a client was ended, and the broker was not told. What has crashed is not killed. */
  killed(client: string): void {
    if (this.#isIn(client, ['connected', 'reconnected', 'disconnected']))
      this.#mark({ kind: 'killed', client });
  }

  /** The connection of a client broke without a close. That of a process that is gone is told with that. */
  disconnected(client: string): void {
    if (this.#isIn(client, ['connected', 'reconnected']))
      this.#mark({ kind: 'disconnected', client });
  }

  /** A client whose connection broke has found the broker again. */
  reconnected(client: string): void {
    if (this.#isIn(client, ['disconnected'])) this.#mark({ kind: 'reconnected', client });
  }

  #isIn(client: string, states: readonly Happened['kind'][]): boolean {
    const last = this.happened.findLast(
      (event) => event.client === client && STANDING.includes(event.kind),
    );
    return last !== undefined && states.includes(last.kind);
  }

  /** The broker was stopped and started again. @param store what became of what it had kept */
  restarted(store: 'kept' | 'lost'): void {
    const numbers = this.happened.map((event) =>
      'subscription' in event ? event.subscription : 0,
    );
    if (store === 'lost') this.#subscriptions = Math.max(0, ...numbers);
    this.#mark({ kind: 'restarted', client: '', store });
  }

  /** Nothing is noted where the broker tells nothing: a real server. */
  #mark(mark: Standing): void {
    const at = this.happened.at(-1)?.at;
    if (at !== undefined) this.happened.push({ ...mark, at });
  }

  /** A copy begins to handle a message; nothing is noted where the broker tells nothing: a real server. */
  handling(client: string, channel: string, sequence: number): void {
    const passage = this.#passage(client, channel, sequence);
    if (passage) this.happened.push({ kind: 'handling', ...passage });
  }

  /** A fault happens to a copy at a message of `channel`. */
  fault(fault: CopyFault, channel: string): void {
    if (fault.kind === 'cut') this.disconnected(fault.client);
    const passage = this.#passage(fault.client, channel, fault.sequence);
    const happened = passage && inWords(fault, passage);
    if (happened) this.happened.push(happened);
  }

  #passage(
    client: string,
    channel: string,
    sequence: number,
  ): (Passage & { readonly at: number }) | undefined {
    const delivery = this.happened.findLast(
      (event): event is Happened & Passage =>
        (event.kind === 'delivered' || event.kind === 'redelivered') &&
        event.client === client &&
        isSame(event, { channel, sequence }),
    );
    if (!delivery) return undefined;
    const { subscription } = delivery;
    return { client, channel, sequence, subscription, at: this.happened.at(-1)!.at };
  }

  /**
   * The place of the event that a test is about that fails now: where a message was last sent, or published
   * if it never was. A failure of no message is about what the broker refused, if nothing was sent to
   * anybody since; or about the end. Undefined if nothing has happened.
   */
  placeOf(message?: { readonly channel: string; readonly sequence: number }): number | undefined {
    if (this.happened.length === 0) return undefined;
    const last = this.happened.findLastIndex((event) =>
      message === undefined
        ? isRefusal(event) || isSent(event)
        : isSent(event) && isSame(event, message),
    );
    const isReason = last >= 0 && (message !== undefined || !isSent(this.happened[last]!));
    return isReason ? last : this.happened.length - 1;
  }
}

type Standing = Of<'killed' | 'disconnected' | 'restarted', HistoryEvent>;

/** What tells whether a client has a connection. */
const STANDING: readonly Happened['kind'][] = [
  'connected',
  'reconnected',
  'disconnected',
  'closed',
  'crashed',
  'killed',
];

/** @returns undefined if it has been told already */
function inWords(
  fault: CopyFault,
  passage: Passage & { readonly at: number },
): Happened | undefined {
  const { client, sequence, at } = passage;
  const note = (text: string): Happened => ({ kind: 'note', client, text, at });
  switch (fault.kind) {
    case 'lose-ack':
      return { kind: 'ack lost', ...passage };
    case 'crash-before-save':
      return { kind: 'crashed', client, when: 'before its save', at };
    case 'crash-after-save':
      return { kind: 'crashed', client, when: 'after its save', at };
    case 'deliver-twice':
      return note(`#${sequence} arrives twice`);
    case 'cut':
      return undefined;
    case 'refuse':
      return note(`its database refuses a write, after #${sequence}`);
    case 'hold':
      return note(`#${sequence} is held back for ${fault.ms / 1000} s`);
    case 'pause':
      return note(`nothing passes for ${fault.ms / 1000} s, from #${sequence} on`);
  }
}

function isSent(event: Happened): event is Extract<Happened, { sequence: number }> {
  return ['published', 'delivered', 'redelivered'].includes(event.kind);
}

let current: Recording | undefined;

/** The recording of the test that runs now, if it has a broker. */
export function currentRecording(): Recording | undefined {
  return current;
}

/** @param recording undefined when the test is over */
export function setCurrentRecording(recording: Recording | undefined): void {
  current = recording;
}
