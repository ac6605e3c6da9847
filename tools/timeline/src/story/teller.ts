import type { Happened, Passage, Run } from '../run';
import { contents, counted, duration, list, ordinal } from '../words';

type Kind<K extends Happened['kind']> = Extract<Happened, { kind: K }>;
type Saved = Extract<Happened, { row: unknown }>;

/** Says what is worth telling of each event, knowing what came before it. */
export class Teller {
  /** When each message was last sent, by channel and sequence. */
  readonly #sent = new Map<string, number>();
  /** What each client has been sent and not acknowledged. */
  readonly #inHand = new Map<string, Set<string>>();
  /** What was handled to its end or stored, by channel: the newest sequence. */
  readonly #newest = new Map<string, number>();
  /** The sequences that were saved in each row. */
  readonly #saved = new Map<string, number[]>();
  /** Messages that were sent more than once. */
  readonly #again = new Set<string>();
  /** Durables that wait for their client, and since when. */
  readonly #away = new Map<string, { readonly durable: string; readonly at: number }>();
  /** Clients that came back, until they are sent something. */
  readonly #back = new Set<string>();

  constructor(private readonly run: Run) {}

  /** @returns a sentence; undefined if the event is as one would expect */
  tell(event: Happened): string | undefined {
    switch (event.kind) {
      case 'delivered':
        this.#note(event);
        return undefined;
      case 'redelivered':
        return this.#redelivered(event);
      case 'acknowledged':
        return this.#acknowledged(event);
      case 'ack lost':
        return `The ack of ${this.#name(event.client)} for #${event.sequence} was lost.`;
      case 'left':
        return `${this.#name(event.client)} left #${event.sequence} without an ack.`;
      case 'failed':
        return `${this.#name(event.client)} failed at #${event.sequence}: ${event.why}.`;
      case 'crashed':
        return this.#crashed(event);
      case 'saved':
        return this.#stored(event);
      case 'refused':
        return `The database refused what ${this.#name(event.client)} wrote for #${event.sequence}.`;
      case 'note':
        return `${this.#name(event.client)}: ${event.text}.`;
      case 'resumed':
        return this.#resumed(event);
      case 'suspended':
        return this.#suspended(event);
      case 'closed':
        return this.#closed(event);
      default:
        return undefined;
    }
  }

  /** What nobody had acknowledged when the run ended. */
  get open(): string[] {
    return [...this.#inHand.values()].flatMap((messages) => [...messages].map(sequenceOf));
  }

  #acknowledged(event: Happened & Passage): string | undefined {
    this.#handOf(event.client).delete(messageOf(event));
    this.#finish(event);
    if (!this.#again.has(messageOf(event))) return undefined;
    return `${this.#name(event.client)} acknowledged #${event.sequence}.`;
  }

  #redelivered(event: Kind<'redelivered'>): string {
    const { client, sequence, channel, count, at } = event;
    const name = messageOf(event);
    const waited = at - (this.#sent.get(name) ?? at);
    const holder = [...this.#inHand].find(([, messages]) => messages.has(name))?.[0];
    const newest = this.#newest.get(channel) ?? 0;
    const late = newest > sequence ? `, after #${newest} had been handled` : '';
    const times = count > 1 ? `, for the ${ordinal(count + 1)} time` : '';
    const again = holder === client ? ' again' : '';
    const when = this.#back.delete(client)
      ? `When ${this.#name(client)} was back`
      : `After ${duration(waited)}`;
    if (holder !== undefined && holder !== client) this.#handOf(holder).delete(name);
    this.#note(event);
    this.#again.add(name);
    return `${when} the broker sent #${sequence} to ${this.#name(client)}${again}${times}${late}.`;
  }

  #crashed({ client, when }: Kind<'crashed'>): string {
    const has = [...this.#handOf(client)].map(sequenceOf);
    const hand = has.length === 0 ? '' : ` with ${list(has)} in hand`;
    return `${this.#name(client)} crashed ${when}${hand}.`.replace('  ', ' ');
  }

  /** A row that is written in the order of the messages, once for each, is no news. */
  #stored(event: Saved): string | undefined {
    const key = `${event.table} ${event.id}`;
    const before = this.#saved.get(key) ?? [];
    this.#saved.set(key, [...before, event.sequence]);
    this.#finish(event);
    const now = `${event.id} has ${contents(event.row)} now`;
    if (before.includes(event.sequence))
      return `${this.#name(event.client)} saved #${event.sequence} a second time: ${now}.`;
    const newer = before.filter((sequence) => sequence > event.sequence);
    if (newer.length === 0) return undefined;
    return `${this.#name(event.client)} saved #${event.sequence} over #${Math.max(...newer)}: ${now}.`;
  }

  #closed({ client, why }: Kind<'closed'>): string | undefined {
    const away = this.#away.get(client);
    const kept = away ? `; the durable ${away.durable} keeps its place` : '';
    if (why === 'replaced') return `The next process of ${this.#name(client)} connected${kept}.`;
    if (why === 'asked') return `${this.#name(client)} closed its connection${kept}.`;
    const missed = this.run.happened.filter(
      (event) => event.kind === 'heartbeat missed' && event.client === client,
    );
    const heartbeats = counted(missed.length, 'unanswered heartbeat');
    return `After ${heartbeats} the broker gave ${this.#name(client)} up${kept}.`;
  }

  #suspended({ client, durableName, at }: Kind<'suspended' | 'removed'>): string | undefined {
    this.#away.set(client, { durable: durableName, at });
    const isAll = this.run.happened.some(
      (event) => event.kind === 'closed' && event.client === client && event.at === at,
    );
    if (isAll) return undefined;
    return `${this.#name(client)} stopped listening; the durable ${durableName} keeps its place.`;
  }

  /** What came again is told when it comes. */
  #resumed({ client, at }: Kind<'subscribed' | 'resumed'>): string | undefined {
    this.#back.add(client);
    const meanwhile = this.run.happened.filter(
      (event): event is Happened & Passage =>
        event.kind === 'delivered' && event.client === client && event.at === at,
    );
    const away = at - (this.#away.get(client)?.at ?? at);
    this.#away.delete(client);
    if (meanwhile.length === 0) return undefined;
    const got = list(meanwhile.map(({ sequence }) => `#${sequence}`));
    return `${this.#name(client)} was back after ${duration(away)}, and got ${got}.`;
  }

  #note(event: Passage & { readonly at: number }): void {
    this.#back.delete(event.client);
    this.#sent.set(messageOf(event), event.at);
    this.#handOf(event.client).add(messageOf(event));
  }

  #finish({ channel, sequence }: Passage): void {
    this.#newest.set(channel, Math.max(this.#newest.get(channel) ?? 0, sequence));
  }

  #handOf(client: string): Set<string> {
    const hand = this.#inHand.get(client) ?? new Set();
    this.#inHand.set(client, hand);
    return hand;
  }

  #name(client: string): string {
    return this.run.names?.[client] ?? client;
  }
}

function messageOf({ channel, sequence }: Passage): string {
  return `${channel} #${sequence}`;
}

function sequenceOf(message: string): string {
  return message.slice(message.lastIndexOf('#'));
}
