import type { Copy } from './copy';
import { QueueGroup } from './queue-group';
import type { AnyWorld } from './small-world';
import { track, type Tracked } from './tracked';

/** A message that may come again next; `early`: while a handler is at work on it. */
export interface Again {
  readonly event: Tracked;
  readonly early: boolean;
}

/**
 * The broker's side: the service's durable queue group on each of its channels. To be sent is here
 * to be taken out of the socket by a copy: the broker may have sent it before.
 */
export class Group {
  readonly events: readonly Tracked[];
  readonly #world: AnyWorld;
  readonly #queues = new Map<string, QueueGroup>();
  #copies: readonly Copy[];
  /** What is pending, in the order in which it was sent. */
  readonly #pending = new Set<Tracked>();
  /** The only copy has died, and the next one takes all that it held before anything new. */
  #isTakenOver = false;
  #started = 0;

  constructor(world: AnyWorld) {
    this.#world = world;
    this.events = track(world.events);
    this.#copies = Array.from({ length: world.copies ?? 2 }, newCopy);
    for (const { channel } of world.events) {
      if (!this.#queues.has(channel))
        this.#queues.set(channel, new QueueGroup(this.#copies, world.maxInFlight ?? Infinity));
    }
  }

  get copies(): readonly Copy[] {
    return this.#copies;
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

  /**
   * Messages that may come again next: two at most (behaviour document, sections 3.8 to 3.10).
   *
   * An ackWait is the same for all: what was sent first comes again first, and while a handler is at
   * work on it, nothing that was sent after it does; only that message itself, `early`. What a dead
   * copy held may come at any time, since its death is noticed sooner or later, but also in the order
   * in which it was sent. If it was the only copy, the next one has an ackWait more for what it takes
   * over, and does not hold up what it is sent afterwards.
   *
   * What does not matter is passed over, and keeps its place, although the broker sends it again:
   * where two that come after it differ by that, this is more than the broker allows.
   *
   * @param matters whether it makes a difference if a message comes again
   */
  again(matters: (event: Tracked) => boolean): Again[] {
    const found: Again[] = [];
    let [orphan, last, lastInherited] = [false, Infinity, Infinity];
    for (const event of this.#pending) {
      const bound = event.inherited ? Math.min(last, lastInherited) : last;
      if (event.orphaned ? orphan : event.sentAt > bound) continue;
      const early = !event.orphaned && event.working > 0;
      if (!early && !matters(event)) continue;
      found.push({ event, early });
      if (event.inherited && this.#isTakenOver) lastInherited = event.sentAt;
      else last = Math.min(last, event.sentAt);
      orphan ||= event.orphaned;
    }
    return found;
  }

  /**
   * True if it makes no difference to which copy a message is sent.
   *
   * @param crashes how many there can still be; copies differ by what dies with them
   */
  areAlike(crashes: number): boolean {
    const { service, maxInFlight } = this.#world;
    return crashes === 0 && !service && maxInFlight === undefined;
  }

  /**
   * A text that stands for all that decides what the broker may do.
   *
   * @param alike true if it makes no difference which copy is which
   * @param left stands for what a copy saw when it left a message un-acked
   */
  key(alike: boolean, left: (event: Tracked) => string): string {
    const parts: (string | number)[] = [];
    for (const event of this.events) {
      const { deliveries, acknowledged, orphaned, inherited, working, holder } = event;
      parts.push(
        deliveries,
        acknowledged ? 'a' : '',
        orphaned ? 'o' : '',
        inherited ? 'i' : '',
        working,
      );
      parts.push(alike ? '' : (holder?.number ?? ''), left(event));
    }
    for (const { number } of this.#pending) parts.push(number);
    if (alike) return parts.join();
    parts.push(this.#isTakenOver ? 't' : '', ...this.#copies.map(({ number }) => number));
    for (const queue of this.#queues.values()) parts.push(queue.key());
    return parts.join();
  }

  /** Who may get `event` now: see QueueGroup. Copies that have had nothing yet are all alike. */
  membersFor(event: Tracked): Copy[] {
    const queue = this.#queueOf(event);
    const before = this.#stayBefore(event);
    const may = (copy: Copy): boolean =>
      event.deliveries === 0 ? queue.takesNew(copy) : queue.takesAgain(copy, before);
    const members = this.#copies.filter(may);
    const unused = members.find(({ name }) => name === '');
    return members.filter((copy) => copy.name !== '' || copy === unused);
  }

  /** The copy with the fewest messages of the channel in hand, the first of several. */
  idlestFor(event: Tracked): Copy {
    const queue = this.#queueOf(event);
    const fewest = Math.min(...this.#copies.map((copy) => queue.pendingOf(copy)));
    return this.#copies.find((copy) => queue.pendingOf(copy) === fewest)!;
  }

  /** Puts `event` into the hands of `copy`. */
  send(event: Tracked, copy: Copy, now: number): void {
    const queue = this.#queueOf(event);
    if (copy.number === 0) {
      copy.number = ++this.#started;
      copy.name = `${this.#world.name ?? 'copy'}-${copy.number}`;
    }
    if (event.deliveries === 0) {
      queue.send(copy);
      this.#isTakenOver &&= ![...this.#pending].some(({ orphaned }) => orphaned);
    } else queue.resend(copy, event.holder, this.#stayBefore(event));
    event.holder = copy;
    event.inherited = event.orphaned;
    event.orphaned = false;
    event.deliveries++;
    event.working++;
    event.sentTo = copy.name;
    event.sentAt = now;
    this.#pending.delete(event);
    this.#pending.add(event);
  }

  /** `copy` acknowledges it, for the first time or not. */
  acknowledge(event: Tracked, copy: Copy): void {
    this.#queueOf(event).acknowledge(copy, event.holder);
    event.holder = undefined;
    event.acknowledged = true;
    this.#pending.delete(event);
  }

  /** `copy` has died, and another one takes its place. */
  replace(copy: Copy): void {
    const newcomer = newCopy();
    this.#isTakenOver = this.#copies.length === 1;
    this.#copies = [...this.#copies.filter((other) => other !== copy), newcomer];
    for (const queue of this.#queues.values()) queue.replace(copy, newcomer);
    for (const event of this.#pending) {
      if (event.holder !== copy) continue;
      event.holder = undefined;
      event.orphaned = true;
    }
  }

  /**
   * Who is sent again what it holds before `event` comes again: what it left un-acked, and would leave
   * once more.
   */
  #stayBefore(event: Tracked): Copy[] {
    const copies: Copy[] = [];
    if (this.#world.maxInFlight === undefined || event.orphaned) return copies;
    for (const earlier of this.#pending) {
      if (earlier.sentAt >= event.sentAt) break;
      if (earlier.channel === event.channel && earlier.holder) copies.push(earlier.holder);
    }
    return copies;
  }

  #queueOf({ channel }: Tracked): QueueGroup {
    return this.#queues.get(channel)!;
  }
}

function newCopy(): Copy {
  return { name: '', number: 0, work: undefined, past: '', acks: 0 };
}
