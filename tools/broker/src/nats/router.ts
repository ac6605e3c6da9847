import { NO_RESPONDERS } from '@workbook/protocol/lines';
import { isSendable } from '@workbook/protocol/subject';
import { SubjectTree } from './subject-tree';

/** A message on its way to one subscriber. Shared between all of them: not to be changed. */
export interface Delivery {
  readonly subject: string;
  readonly reply: string | undefined;
  /**
   * A view into the buffer that the bytes came in; it stays as it is. Keep a copy rather than the
   * view for longer than the delivery, since a view of 10 bytes keeps 64 KiB alive.
   */
  readonly payload: Buffer;
  /** As HPUB gave them, for who wants them; a view too. */
  readonly headers: Buffer | undefined;
}

/** A subscription that is in force. */
export interface Interest {
  /** Ends it at once, also in the middle of a publish. May be called twice. */
  unsubscribe(): void;
}

/** A client that has so much to read that nothing should be added for a while. */
export interface Backpressure {
  /** Calls `goOn` once, when it has read that or is gone. */
  relieved(goOn: () => void): void;
}

/** Takes a message. @returns undefined as long as more may follow */
export type Deliver = (message: Delivery) => Backpressure | undefined;

/** One subscription. */
interface Subscriber {
  readonly queue: string | undefined;
  readonly deliver: Deliver;
  readonly owner: object | undefined;
  /** False once it has ended, which a publish under way must notice. */
  live: boolean;
}

/** Who gets the messages of one subject. Never changed once made: a publish may be walking it. */
interface Route {
  readonly plain: readonly Subscriber[];
  /** Of each queue group that has a matching member, all the matching members. */
  readonly groups: readonly (readonly Subscriber[])[];
}

/** How much was asked of a router. */
export interface RouterStatistics {
  /** Subscriptions that were made and ended. */
  readonly inserts: number;
  readonly removes: number;
  /** Look-ups of a subject, and those for which its route was not remembered. */
  readonly matches: number;
  readonly misses: number;
  /** Of each subject that is remembered, how many get a message. */
  readonly fanouts: readonly number[];
}

const NOBODY: Route = { plain: [], groups: [] };
const NOTHING = Buffer.alloc(0);

/** How many subjects are remembered; every request has a reply subject of its own. */
const MAX_ROUTES = 8192;

/**
 * Brings messages to those who subscribed to their subject (behaviour document, section 1.4).
 * The route of a subject is worked out once and remembered, so that publishing costs one look-up
 * whatever wildcards there are.
 */
export class Router {
  readonly #tree = new SubjectTree<Subscriber>();
  readonly #routes = new Map<string, Route>();
  #inserts = 0;
  #removes = 0;
  #matches = 0;
  #misses = 0;

  /**
   * Calls `deliver` for every message of a subject that `subject` matches, synchronously and in the
   * order of publishing. Of all subscribers with the same `queue` one gets each message, whichever.
   *
   * @param subject legal for a subscription: see `isValidPattern`
   * @param owner who is left out when it publishes with itself as `except`
   */
  subscribe(
    subject: string,
    queue: string | undefined,
    deliver: Deliver,
    owner?: object,
  ): Interest {
    const subscriber: Subscriber = { queue, deliver, owner, live: true };
    this.#tree.add(subject, subscriber);
    this.#inserts++;
    this.#routes.clear();
    return {
      unsubscribe: () => {
        if (!subscriber.live) return;
        subscriber.live = false;
        this.#removes++;
        this.#tree.remove(subject, subscriber);
        this.#routes.clear();
      },
    };
  }

  /**
   * Delivers to everybody who is interested before it returns.
   *
   * @param subject nobody gets it if it cannot stand in a line: see `isSendable`
   * @param reply can stand in one
   * @param except whose own subscriptions are left out: a client that connected with `echo:false`
   * @returns to how many subscribers it went, 0 is "no responders"; or the back-pressure of one of them
   */
  publish(
    subject: string,
    reply: string | undefined,
    payload: Buffer,
    except?: object,
    headers?: Buffer,
  ): number | Backpressure {
    const route = this.#route(subject);
    if (route === NOBODY) return 0;
    const message: Delivery = { subject, reply, payload, headers };
    let reached = 0;
    let backpressure: Backpressure | undefined;
    for (const subscriber of route.plain) {
      if (!mayReceive(subscriber, except)) continue;
      backpressure = subscriber.deliver(message) ?? backpressure;
      reached += 1;
    }
    for (const members of route.groups) {
      const member = pick(members, except);
      if (!member) continue;
      backpressure = member.deliver(message) ?? backpressure;
      reached += 1;
    }
    return backpressure ?? reached;
  }

  /** Tells `owner`, who published a request and waits at `reply`, that it reached nobody. */
  noResponders(reply: string, owner: object): void {
    const waiting = this.#route(reply).plain.find((subscriber) => subscriber.owner === owner);
    waiting?.deliver({
      subject: reply,
      reply: undefined,
      payload: NOTHING,
      headers: NO_RESPONDERS,
    });
  }

  /** True if a message to `subject` would reach anybody. */
  hasInterest(subject: string): boolean {
    return this.#route(subject) !== NOBODY;
  }

  /** For the monitoring. */
  get statistics(): RouterStatistics {
    const fanouts = [...this.#routes.values()].map((r) => r.plain.length + r.groups.length);
    return {
      inserts: this.#inserts,
      removes: this.#removes,
      matches: this.#matches,
      misses: this.#misses,
      fanouts,
    };
  }

  #route(subject: string): Route {
    this.#matches++;
    const known = this.#routes.get(subject);
    if (known) return known;
    this.#misses++;
    const route = this.#findRoute(subject);
    if (this.#routes.size >= MAX_ROUTES) this.#routes.clear();
    this.#routes.set(subject, route);
    return route;
  }

  #findRoute(subject: string): Route {
    const subscribers = isSendable(subject) ? this.#tree.match(subject) : [];
    if (subscribers.length === 0) return NOBODY;
    const plain: Subscriber[] = [];
    const groups = new Map<string, Subscriber[]>();
    for (const subscriber of subscribers) {
      if (subscriber.queue === undefined) plain.push(subscriber);
      else {
        const members = groups.get(subscriber.queue);
        if (members) members.push(subscriber);
        else groups.set(subscriber.queue, [subscriber]);
      }
    }
    return { plain, groups: [...groups.values()] };
  }
}

function mayReceive(subscriber: Subscriber, except: object | undefined): boolean {
  return subscriber.live && (except === undefined || subscriber.owner !== except);
}

/** A member at random; the others stand in for one that must not receive. */
function pick(members: readonly Subscriber[], except: object | undefined): Subscriber | undefined {
  const start = Math.floor(Math.random() * members.length);
  for (let offset = 0; offset < members.length; offset += 1) {
    const member = members[(start + offset) % members.length]!;
    if (mayReceive(member, except)) return member;
  }
  return undefined;
}
