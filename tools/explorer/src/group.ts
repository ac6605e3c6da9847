import { ANY } from './action';
import type { AnyWorld, Handler, Tables } from './small-world';

/** One running copy of the service. */
export interface Copy {
  readonly name: string;
  readonly handle: Handler<unknown, Tables>;
  /** What it holds un-acked. */
  held: number;
  /** What it has acknowledged so far. */
  acks: number;
}

/** What a handler had seen when it left its message un-acked: other rows, and it may do otherwise. */
export interface Sight {
  /** Of each row: how often it had been written. */
  readonly rows: ReadonlyMap<string, number>;
  /** What its copy had acknowledged by then: with that, its variables may have changed. */
  readonly acks: number;
}

/** One published event, and where it stands with the group. */
export interface Tracked {
  /** Its number in the small world, from 0. */
  readonly number: number;
  readonly channel: string;
  readonly sequence: number;
  /** The channel's number in the small world, from 1, for one subscription each. */
  readonly subscription: number;
  readonly data: unknown;
  deliveries: number;
  acknowledged: boolean;
  holder: Copy | undefined;
  /** Handlers that are at work on it. */
  working: number;
  /** By the copy that left it un-acked; by undefined if copies are all alike. */
  readonly left: Map<Copy | undefined, Sight>;
  /** Where and when it was sent last; the copy may be dead by now. */
  sentTo: string;
  sentAt: number;
}

/** How texts name an event: `account:withdrawn #2`. */
export function nameOf({ channel, sequence }: Pick<Tracked, 'channel' | 'sequence'>): string {
  return `${channel} #${sequence}`;
}

/** Who may get a message: a copy, one that is yet to be started, or any where it does not matter. */
export type Member = Copy | undefined | typeof ANY;

/**
 * The broker's side: a queue group on one or more channels (behaviour document, sections 3.8 and
 * 3.9). Which member gets a message depends on all that the group has in flight, so that each may;
 * first deliveries follow the order of the channel, and a redelivery ignores maxInFlight.
 */
export class Group {
  readonly events: readonly Tracked[];
  readonly #copies: Copy[] = [];
  readonly #world: AnyWorld;
  #started = 0;

  constructor(world: AnyWorld) {
    this.#world = world;
    const channels = new Map<string, { subscription: number; last: number }>();
    this.events = world.events.map(({ channel, data }, number) => {
      let numbers = channels.get(channel);
      if (!numbers) channels.set(channel, (numbers = { subscription: channels.size + 1, last: 0 }));
      return {
        number,
        channel,
        sequence: ++numbers.last,
        subscription: numbers.subscription,
        data,
        deliveries: 0,
        acknowledged: false,
        holder: undefined,
        working: 0,
        left: new Map(),
        sentTo: '',
        sentAt: 0,
      };
    });
  }

  /** Messages that come next in their channel, for the first time. */
  fresh(): Tracked[] {
    const next: Tracked[] = [];
    for (const event of this.events) {
      if (event.deliveries > 0) continue;
      if (!next.some(({ subscription }) => subscription === event.subscription)) next.push(event);
    }
    return next;
  }

  /** Messages whose ackWait may run out, because nobody is at work on them. */
  overdue(): Tracked[] {
    return this.events.filter(
      ({ acknowledged, deliveries, working }) => !acknowledged && deliveries > 0 && working === 0,
    );
  }

  /** Messages whose ackWait may run out too early, while a handler is at work on them. */
  impatient(): Tracked[] {
    return this.events.filter(({ acknowledged, working }) => !acknowledged && working > 0);
  }

  /**
   * Who may get a message now. Copies that have had nothing yet are all alike.
   *
   * @param crashes how many there can still be; copies differ by what dies with them
   */
  members(crashes: number): Member[] {
    if (crashes === 0 && this.#world.handle && this.#world.maxInFlight === undefined) return [ANY];
    return this.#hasRoom ? [...this.#copies, undefined] : this.#copies;
  }

  /** True if `member` gets new messages: redelivered ones it gets at any rate. */
  takes(member: Member): boolean {
    return member === ANY || (member?.held ?? 0) < (this.#world.maxInFlight ?? Infinity);
  }

  /** Puts `event` into the hands of `member`, started if need be. */
  send(event: Tracked, member: Member, now: number): Copy {
    const copy = (member === ANY ? this.#idlest() : member) ?? this.#start();
    this.#release(event);
    event.holder = copy;
    copy.held++;
    event.deliveries++;
    event.working++;
    event.sentTo = copy.name;
    event.sentAt = now;
    return copy;
  }

  /** An ack from any member counts (behaviour document, section 3.9). */
  acknowledge(event: Tracked): void {
    this.#release(event);
    event.acknowledged = true;
  }

  /** Takes a dead copy out of the group; what it held is up for redelivery. */
  remove(copy: Copy): void {
    this.#copies.splice(this.#copies.indexOf(copy), 1);
    for (const event of this.events) if (event.holder === copy) this.#release(event);
  }

  get #hasRoom(): boolean {
    return this.#copies.length < (this.#world.copies ?? 2);
  }

  /** The member with the fewest messages in hand, the first of several. */
  #idlest(): Copy | undefined {
    const fewest = Math.min(...this.#copies.map(({ held }) => held));
    return fewest > 0 && this.#hasRoom
      ? undefined
      : this.#copies.find(({ held }) => held === fewest);
  }

  #release(event: Tracked): void {
    if (event.holder) event.holder.held--;
    event.holder = undefined;
  }

  #start(): Copy {
    const { name = 'copy', handle, service } = this.#world;
    const copy = {
      name: `${name}-${++this.#started}`,
      handle: handle ?? service(),
      held: 0,
      acks: 0,
    };
    this.#copies.push(copy);
    return copy;
  }
}
