import { type Happened, nameOf, type Of, ordinal, type Passage, type Run } from '@workbook/history';
import { sendingsOf } from '../facts/consumers';
import { reason } from '../facts/trouble';
import { contents, duration } from '../words';
import type { Cast } from './cast';
import type { Across, Arrow, ArrowKind, Row, Sign } from './figure';
import type { Wait } from '../facts/waits';

/**
 * The run line by line; what a reader knows without being told has no line. Who was there before anything
 * happened is on the stage when the curtain rises, unless that is all there is, or what the picture is
 * about: the event at `around`.
 */
export function rowsOf(
  run: Run,
  cast: Cast,
  waits: readonly Wait[],
  around: number | undefined,
): Row[] {
  const { rows } = new Rows(run, cast, waits);
  const curtain = rows.findIndex(({ event }) => run.happened[event]!.kind !== 'subscribed');
  return rows.filter(({ event }, index) => index >= curtain || event === around);
}

class Rows {
  readonly rows: Row[] = [];
  /** Who has listened, and is still there. */
  readonly #present = new Map<string, boolean>();
  readonly #connected = new Set<string>();
  readonly #sendings: ReadonlyMap<number, number>;
  readonly #begin: number;

  constructor(
    private readonly run: Run,
    private readonly cast: Cast,
    private readonly waits: readonly Wait[],
  ) {
    const { happened } = run;
    this.#begin = happened[0]?.at ?? 0;
    this.#sendings = sendingsOf(happened);
    for (const [index, event] of happened.entries()) {
      const figure = this.#figure(event, index);
      this.#follow(event);
      if (figure)
        this.rows.push({ event: index, about: event, at: event.at - this.#begin, figure });
    }
    const last = happened.length - 1;
    for (const { outcome, passage, start } of waits) {
      if (outcome !== 'open') continue;
      const text = `no ack of #${passage.sequence} so far`;
      const figure = this.#sign('words', passage.client, text, passage.subscription);
      if (!figure) continue;
      const at = happened[last]!.at - this.#begin;
      this.rows.push({ event: last, about: happened[start]!, at, figure });
    }
  }

  #figure(event: Happened, index: number): Arrow | Sign | Across | undefined {
    switch (event.kind) {
      case 'published':
        return this.#published(event);
      case 'delivered':
        return this.#passage('delivery', event, `#${event.sequence}`, this.#waitsFrom(index));
      case 'redelivered': {
        const times = this.#sendings.get(index)!;
        const again = times > 1 ? `${ordinal(times)} time` : 'again';
        const label = `#${event.sequence}, ${again}`;
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
      case 'killed':
        return this.#sign('breaks', event.client, 'is killed');
      case 'disconnected':
        return this.#sign('breaks', event.client, 'its connection breaks');
      case 'reconnected':
        return this.#sign('dot', event.client, 'finds the broker again');
      case 'restarted':
        return { shape: 'across', kind: 'restart', text: restart(event) };
      case 'connection refused':
      case 'subscription refused':
      case 'publish refused':
        return this.#refused(event);
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
        return this.#left(event);
      default:
        return undefined;
    }
  }

  #published(event: Of<'published'>): Arrow {
    const { client, channel, sequence } = event;
    const words = this.run.messages?.[nameOf(event)];
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

  #joined(event: Of<'subscribed'>): Sign | undefined {
    const { client, channel, kind, durableName, subscription } = event;
    const isPresent = this.#present.get(client);
    const where = this.#isOfOne(client) ? '' : ` to ${this.#name(channel)}`;
    const listens = isPresent ? `listens${where} too` : `starts to listen${where}`;
    const again = `starts again${where && `, listens${where}`}`;
    const words = isPresent === false ? again : listens;
    const resumes = `${isPresent === false ? 'starts again, ' : ''}resumes ${durableName}`;
    return this.#sign('starts', client, kind === 'resumed' ? resumes : words, subscription);
  }

  /** What ends with its client is told with that. */
  #left({ kind, how, client, channel, subscription }: Of<'suspended'>): Sign | undefined {
    if (how === 'client gone' || how === 'replaced') return undefined;
    const where = this.#isOfOne(client) ? '' : ` ${this.#name(channel)}`;
    const stops = kind === 'suspended' ? 'stops listening, durable kept' : 'stops listening';
    const words = how === 'close' ? `${stops}${where && `:${where}`}` : `unsubscribes${where}`;
    return this.#sign('ends', client, words, subscription);
  }

  /** True if all that a client asks for is in one channel. */
  #isOfOne(client: string): boolean {
    const own = this.run.happened.filter(
      (event) => 'durableName' in event && event.client === client,
    );
    return new Set(own.map((event) => ('channel' in event ? event.channel : ''))).size < 2;
  }

  #closed({ client, why }: Of<'closed'>): Sign | undefined {
    if (why === 'asked') return this.#sign('ends', client, 'closes');
    if (why === 'replaced') return this.#sign('ends', client, 'replaced by a new client');
    return this.#sign('ends', client, 'the broker gives it up');
  }

  #refused(event: Of<'publish refused'> | Of<'connection refused'>): Sign | undefined {
    const { client, kind } = event;
    const why = reason(event.why);
    if (kind === 'connection refused') {
      const who = this.#connected.has(client) ? `a second ${this.#name(client)} is` : 'is';
      return this.#sign('breaks', client, `${who} refused: ${why}`);
    }
    const what = kind === 'publish refused' ? 'what it publishes' : 'its subscription';
    return this.#sign('breaks', client, `${what} to "${event.channel}" is refused: ${why}`);
  }

  #name(id: string): string {
    return this.run.names?.[id] ?? id;
  }

  #follow({ client, kind }: Happened): void {
    if (kind === 'subscribed' || kind === 'resumed') this.#present.set(client, true);
    if (kind === 'connected') this.#connected.add(client);
    if (kind !== 'closed' && kind !== 'crashed' && kind !== 'killed') return;
    if (kind === 'closed') this.#connected.delete(client);
    if (this.#present.has(client)) this.#present.set(client, false);
  }

  /** @returns undefined for a client that has no lifeline: it neither listens nor publishes */
  #sign(kind: Sign['kind'], client: string, text: string, subscription?: number): Sign | undefined {
    const lane = this.cast.client(client, subscription);
    return lane === undefined ? undefined : { shape: 'sign', kind, lane, text };
  }
}

function restart({ store }: Of<'restarted'>): string {
  const what = 'the broker stops and starts again';
  return store === 'kept' ? what : `${what}: what it had kept is lost`;
}
