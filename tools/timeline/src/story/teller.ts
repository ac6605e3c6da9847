import {
  counted,
  type Happened,
  list,
  type Of,
  ordinal,
  type Passage,
  type Run,
} from '@workbook/history';
import { Consumers, sendingsOf } from '../facts/consumers';
import { reason } from '../facts/trouble';
import { contents, duration } from '../words';
import { Absences } from './absences';
import { Hands, type Holding } from './hands';
import { Names } from './names';
import { Rows } from './rows';

/** Says what is worth telling of each event, knowing what came before it. */
export class Teller {
  readonly #happened: readonly Happened[];
  readonly #names: Names;
  readonly #hands: Hands;
  readonly #absences = new Absences();
  readonly #rows = new Rows();
  readonly #consumers: Consumers;
  readonly #sendings: ReadonlyMap<number, number>;
  /** Messages that were sent more than once, by whom they were for. */
  readonly #again = new Set<string>();
  /** How often each client has left its heartbeats unanswered in a row. */
  readonly #missed = new Map<string, number>();
  /** What is sent again because its durable is resumed: how such a sentence begins, by the event's place. */
  readonly #resumed = new Map<number, string>();

  constructor(run: Run) {
    this.#happened = run.happened;
    this.#names = new Names(run);
    this.#consumers = new Consumers(run.happened);
    this.#hands = new Hands(this.#consumers);
    this.#sendings = sendingsOf(run.happened);
  }

  /** @returns a sentence; undefined if the event is as one would expect */
  tell(event: Happened, index: number): string | undefined {
    const name = this.#names.of(event.client);
    switch (event.kind) {
      case 'delivered':
        this.#hands.send(event, event.at);
        this.#rows.begin(event);
        return undefined;
      case 'redelivered':
        return this.#redelivered(event, index);
      case 'acknowledged':
        return this.#acknowledged(event);
      case 'ack lost':
        return `The ack of ${name} for ${this.#names.message(event)} was lost.`;
      case 'left':
        return `${name} left ${this.#names.message(event)} without an ack${this.#found(event, ': ')}.`;
      case 'failed':
        return `${name} failed at ${this.#names.message(event)}: ${reason(event.why)}.`;
      case 'crashed':
        return `${[name, 'crashed', event.when].join(' ').trimEnd()}${this.#inHand(event)}.`;
      case 'killed':
        return `${name} was killed${this.#inHand(event)}.`;
      case 'disconnected':
        return `The connection of ${name} broke${this.#inHand(event)}.`;
      case 'reconnected':
        return `${name} found the broker again.`;
      case 'restarted':
        return this.#restarted(event);
      case 'loaded':
        this.#rows.load(event);
        return undefined;
      case 'saved':
        return this.#stored(event);
      case 'refused':
        return `The database refused what ${name} wrote for ${this.#names.message(event)}.`;
      case 'connection refused':
        return `The broker refused a client with the ID ${name}: ${reason(event.why)}.`;
      case 'subscription refused':
        return `The broker refused the subscription of ${name} to "${event.channel}": ${reason(event.why)}.`;
      case 'publish refused':
        return `The broker refused what ${name} published to "${event.channel}": ${reason(event.why)}.`;
      case 'note':
        return `${name}: ${event.text}.`;
      case 'heartbeat missed':
        this.#missed.set(event.client, event.failures);
        return undefined;
      case 'resumed':
        return this.#back(event, index);
      case 'suspended':
      case 'removed':
        return this.#ended(event);
      case 'closed':
        return this.#closed(event);
      default:
        return undefined;
    }
  }

  /** What was sent, and was not acknowledged before the run ended. */
  get open(): Passage[] {
    return this.#hands.of();
  }

  #acknowledged(event: Of<'acknowledged'>): string | undefined {
    this.#hands.acknowledge(event);
    const found = this.#found(event, ' and saved nothing: ');
    if (!this.#again.has(this.#consumers.message(event)) && found === '') return undefined;
    return `${this.#names.of(event.client)} acknowledged ${this.#names.message(event)}${found}.`;
  }

  /** Why a copy that is done with a message has saved nothing; empty if it has, or did not look. */
  #found(event: Passage, before: string): string {
    const rows = this.#rows.end(event).map((access) => {
      const name = this.#names.row(access);
      return access.row === undefined ? `no ${name}` : `${name} with ${contents(access.row)}`;
    });
    return rows.length === 0 ? '' : `${before}it had found ${list(rows)}`;
  }

  #redelivered(event: Of<'redelivered'>, index: number): string {
    const { client, at } = event;
    const before = this.#hands.send(event, at);
    this.#rows.begin(event);
    const sendings = this.#sendings.get(index)!;
    const newest = this.#hands.overtaking(event);
    this.#again.add(this.#consumers.message(event));
    const again = before?.passage.client === client ? ' again' : '';
    const times = sendings > 2 ? `, for the ${ordinal(sendings)} time` : '';
    const late = newest === undefined ? '' : `, after #${newest} had been handled`;
    const message = this.#names.message(event);
    const when = this.#resumed.get(index) ?? waited(before, at);
    return `${when} the broker sent ${message} to ${this.#names.of(client)}${again}${times}${late}.`;
  }

  #inHand({ client }: { readonly client: string }): string {
    const has = this.#hands.of(client);
    return has.length === 0 ? '' : ` with ${this.#names.messages(has)} in hand`;
  }

  #restarted({ store }: Of<'restarted'>): string {
    if (store === 'kept') return 'The broker was stopped and started again.';
    this.#hands.forget();
    this.#absences.forget();
    return 'The broker was stopped and started again, and what it had kept was lost.';
  }

  /** A row that is written in the order of the messages, once for each, from what stands there, is no news. */
  #stored(event: Of<'saved'>): string | undefined {
    const { same, newest, unseen } = this.#rows.save(event);
    this.#hands.finish(event);
    const name = this.#names.of(event.client);
    const message = this.#names.message(event);
    const row = this.#names.row(event);
    const has = `has ${contents(event.row)} now`;
    const now = `${row} ${has}`;
    const others = [...new Set(same.map(({ client }) => this.#names.of(client)))];
    if (same.length > 0 && same.every(({ client }) => client === event.client))
      return `${name} saved ${message} a ${same.length === 1 ? 'second' : ordinal(same.length + 1)} time: ${now}.`;
    if (same.length > 0) return `${name} saved ${message} after ${list(others)} had: ${now}.`;
    if (unseen) {
      const { last, loaded } = unseen;
      const other = this.#names.message(last);
      const before = event.atomic
        ? `after ${other}, which came in between`
        : `over ${other}, which it had not seen`;
      return `${name} saved ${message} ${before}: it had loaded ${row} with ${contents(loaded.row)}, and ${event.id} ${has}.`;
    }
    // Whether this has undone what was there is not recorded.
    return newest === undefined ? undefined : `${name} saved ${message} after #${newest}: ${now}.`;
  }

  #closed({ client, why }: Of<'closed'>): string {
    const name = this.#names.of(client);
    const left = this.#absences.of(client);
    const places = left.length === 1 ? 'keeps its place' : 'keep their places';
    const kept =
      left.length === 0
        ? ''
        : `; the durable${left.length === 1 ? '' : 's'} ${list(left)} ${places}`;
    const missed = this.#missed.get(client) ?? 0;
    this.#missed.delete(client);
    if (why === 'replaced') return `A new client with the ID ${name} connected${kept}.`;
    if (why === 'asked') return `${name} closed its connection${kept}.`;
    return `After ${counted(missed, 'unanswered heartbeat')} the broker gave ${name} up${kept}.`;
  }

  /** What ends with its client is told with that. */
  #ended(event: Of<'suspended'>): string | undefined {
    const { client, channel, durableName, kind, how } = event;
    if (kind === 'suspended' && how !== 'replaced') this.#absences.leave(event);
    if (how === 'client gone' || how === 'replaced') return undefined;
    const verb = how === 'close' ? 'stopped listening to' : 'unsubscribed from';
    const kept = kind === 'suspended' ? `; the durable ${durableName} keeps its place` : '';
    return `${this.#names.of(client)} ${verb} ${this.#names.of(channel)}${kept}.`;
  }

  /** Says who is back, or goes on with what another has left; what is sent again is told when it is. */
  #back(event: Of<'resumed'>, index: number): string | undefined {
    const { client, subscription, at } = event;
    const ended = this.#absences.take(subscription);
    const isBack = ended?.client === client;
    const did = isBack ? 'was back' : `took up the durable ${event.durableName}`;
    const name = this.#names.of(client);
    const fresh = this.#sentAtOnce(event, index, `When ${name} ${did}`);
    if (fresh === undefined) return undefined;
    const after = ended ? ` after ${duration(at - ended.at)}` : '';
    const got = fresh.length === 0 ? '' : `, and got ${this.#names.messages(fresh)}`;
    return `${name} ${did}${after}${got}.`;
  }

  /** @returns what is new of what the broker sends as soon as it has resumed; undefined if nothing is */
  #sentAtOnce({ subscription }: Of<'resumed'>, index: number, when: string): Passage[] | undefined {
    const fresh: Passage[] = [];
    let next = index + 1;
    for (let event = this.#happened[next]; event; event = this.#happened[++next]) {
      if (event.kind !== 'redelivered' && event.kind !== 'delivered') break;
      if (event.subscription !== subscription) break;
      if (event.kind === 'redelivered') this.#resumed.set(next, when);
      else fresh.push(event);
    }
    return fresh.length === 0 && next > index + 1 ? undefined : fresh;
  }
}

function waited(before: Holding | undefined, at: number): string {
  const ms = before ? at - before.at : 0;
  return ms === 0 ? 'At once' : `After ${duration(ms)}`;
}
