import type { Happened, Membership, Passage, Run } from '../run';
import { contents, duration, ordinal } from '../words';
import type { Cast } from './cast';
import type { Arrow, ArrowKind, Row, Sign } from './figure';
import type { Wait } from '../facts/waits';

/** The run line by line; what a reader knows without being told has no line. */
export function rowsOf(run: Run, cast: Cast, waits: readonly Wait[]): Row[] {
  return new Rows(run, cast, waits).rows;
}

class Rows {
  readonly rows: Row[] = [];
  readonly #started = new Set<string>();
  readonly #begin: number;

  constructor(
    private readonly run: Run,
    private readonly cast: Cast,
    private readonly waits: readonly Wait[],
  ) {
    const { happened } = run;
    this.#begin = happened[0]?.at ?? 0;
    for (const [index, event] of happened.entries()) {
      const figure = this.#figure(event, index);
      if (figure) this.rows.push({ event: index, at: event.at - this.#begin, figure });
    }
    const last = happened.length - 1;
    for (const { outcome, passage } of waits) {
      if (outcome !== 'open') continue;
      const text = `no ack of #${passage.sequence} so far`;
      const figure = this.#sign('words', passage.client, text, passage.subscription);
      if (figure) this.rows.push({ event: last, at: happened[last]!.at - this.#begin, figure });
    }
  }

  #figure(event: Happened, index: number): Arrow | Sign | undefined {
    switch (event.kind) {
      case 'published':
        return this.#published(event);
      case 'delivered':
        return this.#passage('delivery', event, `#${event.sequence}`, this.#waitsFrom(index));
      case 'redelivered': {
        const label = `#${event.sequence}, ${ordinal(event.count + 1)} time`;
        return this.#passage('redelivery', event, label, this.#waitsFrom(index));
      }
      case 'acknowledged':
        return this.#passage('ack', event, `ack #${event.sequence}`);
      case 'ack lost':
        return this.#passage('lost ack', event, `ack #${event.sequence} is lost`);
      case 'expired':
        return this.#expired(event, index);
      case 'saved':
        return this.#access('save', event, `saves ${event.id}`, contents(event.row));
      case 'loaded':
        return this.#access('load', event, `finds ${contents(event.row)}`);
      case 'refused':
        return this.#access('refused', event, `${event.id} refused`);
      case 'left':
        return this.#sign(
          'dot',
          event.client,
          `leaves #${event.sequence} un-acked`,
          event.subscription,
        );
      case 'failed':
        return this.#sign('breaks', event.client, `fails: ${event.why}`, event.subscription);
      case 'crashed':
        return this.#sign('breaks', event.client, `crashes ${event.when}`.trimEnd());
      case 'note':
        return this.#sign('words', event.client, event.text);
      case 'heartbeat missed':
        return this.#sign('dot', event.client, `heartbeat ${event.failures} unanswered`);
      case 'closed':
        return this.#closed(event);
      case 'subscribed':
      case 'resumed':
        return this.#joined(event);
      case 'suspended':
      case 'removed':
        return this.#left(event, index);
      default:
        return undefined;
    }
  }

  #published(event: Extract<Happened, { kind: 'published' }>): Arrow {
    const { client, channel, sequence } = event;
    const words = this.run.messages?.[`${channel} #${sequence}`];
    return {
      shape: 'arrow',
      kind: 'publish',
      from: this.cast.client(client)!,
      to: this.cast.channel(channel),
      label: words === undefined ? `#${sequence}` : `#${sequence} ${words}`,
    };
  }

  /** A delivery goes from the channel to the copy, an ack the other way. */
  #passage(kind: ArrowKind, passage: Passage, label: string, words?: string): Arrow {
    const channel = this.cast.channel(passage.channel);
    const copy = this.cast.client(passage.client, passage.subscription)!;
    const isDelivery = kind === 'delivery' || kind === 'redelivery';
    const [from, to] = isDelivery ? [channel, copy] : [copy, channel];
    const beside = words === undefined ? {} : { beside: { lane: copy, text: words } };
    return { shape: 'arrow', kind, from, to, label, ...beside };
  }

  #waitsFrom(index: number): string | undefined {
    const wait = this.waits.find(({ start }) => start === index);
    return wait && wait.outcome !== 'acknowledged' ? 'ackWait begins' : undefined;
  }

  /** A member that inherited the message was never sent it, and had nothing to acknowledge. */
  #expired(event: Passage, index: number): Arrow | Sign | undefined {
    const wait = this.waits.find(({ end }) => end === index);
    if (!wait) return undefined;
    const words = `ackWait over, ${duration(wait.ms)}`;
    if (wait.isAckLost) return this.#sign('words', event.client, words, event.subscription);
    return this.#passage('no ack', event, `no ack #${event.sequence}`, words);
  }

  #access(
    kind: 'load' | 'save' | 'refused',
    event: Passage & { readonly table: string },
    label: string,
    stored?: string,
  ): Arrow {
    const copy = this.cast.client(event.client, event.subscription)!;
    const table = this.cast.table(event.table);
    const [from, to] = kind === 'load' ? [table, copy] : [copy, table];
    return { shape: 'arrow', kind, from, to, label, ...(stored !== undefined && { stored }) };
  }

  #joined(event: Membership & { kind: 'subscribed' | 'resumed' }): Sign | undefined {
    const { client, kind, group, durableName, subscription } = event;
    const isAgain = this.#started.has(client);
    this.#started.add(client);
    // Who was there before anything happened is on the stage when the curtain rises.
    if (this.rows.length === 0) return undefined;
    const verb = isAgain ? 'starts again' : 'starts';
    const name = group ?? durableName;
    const words = kind === 'resumed' ? `${verb}, resumes ${name}` : `${verb} to listen`;
    return this.#sign('starts', client, words, subscription);
  }

  /** Its client's closing, if that is what it was, says it all. */
  #left(event: Membership & { kind: 'suspended' | 'removed' }, index: number): Sign | undefined {
    const next = this.run.happened
      .slice(index + 1)
      .find(({ kind, client }) => client !== event.client || !isLeaving(kind));
    if (next?.kind === 'closed' && next.client === event.client) return undefined;
    const words = event.kind === 'suspended' ? 'stops, durable kept' : 'unsubscribes';
    return this.#sign('ends', event.client, words, event.subscription);
  }

  #closed({ client, why }: Extract<Happened, { kind: 'closed' }>): Sign | undefined {
    if (why === 'asked') return this.#sign('ends', client, 'closes');
    if (why === 'replaced') return this.#sign('ends', client, 'replaced by its next process');
    return this.#sign('ends', client, 'the broker gives it up');
  }

  /** @returns undefined for a client that has no lifeline: it neither listens nor publishes */
  #sign(kind: Sign['kind'], client: string, text: string, subscription?: number): Sign | undefined {
    const lane = this.cast.client(client, subscription);
    return lane === undefined ? undefined : { shape: 'sign', kind, lane, text };
  }
}

function isLeaving(kind: Happened['kind']): boolean {
  return kind === 'suspended' || kind === 'removed';
}
