import {
  MessageWriter,
  type PublishReader,
  StartPosition,
  type SubscriptionRequest,
} from '@workbook/protocol';
import { formatBytes } from '../bytes';
import type { Clock, Timer } from '../clock';
import type { Logger } from '../log';
import type { MessageStore } from '../store/message-store';
import { Inactivity } from './inactivity';
import { Inboxes } from './inboxes';
import type { Limits } from './limits';
import type { QueueGroup } from './queue-group';
import { Roster } from './roster';
import { startTime } from './start-time';
import type { Subscription } from './subscription';

const NS_PER_MS = 1e6;

/** A named log of messages, and who reads it. */
export class Channel {
  /** Active subscriptions outside the queue groups. */
  readonly plain = new Roster<Subscription>();
  readonly inboxes = new Inboxes();
  /** By key: see QueueGroup. */
  readonly groups = new Map<string, QueueGroup>();
  /** Durables outside the groups, active or not, by client ID and durable name (section 3.10). */
  readonly durables = new Map<string, Subscription>();
  readonly #inactivity: Inactivity;
  readonly #writer: MessageWriter;
  #lastTime = 0;
  /** Runs while there are messages that will be too old. */
  #expiry: Timer | undefined;
  #hasReachedLimits = false;

  /** @param idle called when the channel has been of no use for as long as the limits allow */
  constructor(
    readonly name: string,
    readonly store: MessageStore,
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly log: Logger,
    idle: () => void,
  ) {
    this.#writer = new MessageWriter(name);
    this.#inactivity = new Inactivity(
      { clock, log, channel: name, max: limits.maxInactivity },
      { isActive: () => this.#isActive, over: idle },
    );
    this.#lastTime = store.timeOf(store.last) ?? 0;
    // What was recovered may be more than the limits of today allow, or too old (section 4.2).
    if (this.#isOverLimit()) this.#makeRoom();
    if (limits.maxAge > 0) this.#expire();
  }

  /** Active ones, and those that are kept for somebody to come back. */
  get subscriptions(): readonly Subscription[] {
    const offline = [...this.durables.values()].filter(({ isActive }) => !isActive);
    const grouped = [...this.groups.values()].flatMap(({ members, shadow }) =>
      shadow ? [...members, shadow] : members,
    );
    return [...this.plain, ...offline, ...grouped];
  }

  /**
   * Stores a message under the next sequence, and drops old ones beyond the limits (section 3.6).
   *
   * @returns its sequence
   */
  append(published: PublishReader): number {
    // Timestamps never go back, even if the clock does (section 8, T36).
    this.#lastTime = Math.max(this.#lastTime, this.clock.now());
    const sequence = this.store.next;
    const message = this.#writer.prepare(sequence, published, this.#lastTime * NS_PER_MS);
    this.store.append(message, this.#lastTime);
    if (this.#isOverLimit()) this.#makeRoom();
    this.#inactivity.used();
    const { maxAge } = this.limits;
    if (maxAge > 0) this.#expiry ??= this.clock.after(maxAge, () => this.#expire());
    return sequence;
  }

  /** After a restart: what was pending is sent again, and what is new is sent (section 4.2). */
  takeUp(): void {
    for (const subscription of this.subscriptions) {
      if (subscription.isActive) subscription.takeUp();
    }
    this.deliver();
  }

  /** Somebody asks for a subscription, and may get it. */
  wanted(): void {
    this.#inactivity.stop();
  }

  /** A subscription has ended, or was not to be had. */
  left(): void {
    if (!this.#isActive) this.#inactivity.begin();
  }

  /** The channel is deleted: nothing happens in it any more. */
  end(): void {
    this.#expiry?.cancel();
  }

  /** Sends what is new to everyone who has room. */
  deliver(): void {
    // Most channels have no groups, and many nobody at all: to ask costs less than to go through them.
    if (this.plain.size > 0) for (const subscription of this.plain) subscription.pump();
    if (this.groups.size > 0) for (const group of this.groups.values()) group.pump();
  }

  /** After which sequence a new subscription begins (section 3.7). */
  startAfter(request: SubscriptionRequest): number {
    const { first, last } = this.store;
    switch (request.startPosition) {
      case StartPosition.LastReceived:
        return Math.max(last - 1, 0);
      case StartPosition.TimeDeltaStart:
        return this.#lastBefore(startTime(request, this.clock.now()));
      case StartPosition.SequenceStart:
        return Math.min(Math.max(request.startSequence, first), last + 1) - 1;
      case StartPosition.First:
        return first - 1;
      default:
        return last;
    }
  }

  /** Of messages with times that never go back, the last before `time`, by halves. */
  #lastBefore(time: number): number {
    const { first, last } = this.store;
    let low = first;
    let high = last + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.store.timeOf(middle)! < time) low = middle + 1;
      else high = middle;
    }
    return Math.min(low - 1, last);
  }

  get #isActive(): boolean {
    return this.plain.size > 0 || [...this.groups.values()].some(({ isActive }) => isActive);
  }

  /** Says so the first time: from then on it is the rule. */
  #makeRoom(): void {
    while (this.#isOverLimit()) this.store.drop();
    if (this.#hasReachedLimits) return;
    this.#hasReachedLimits = true;
    const { first, next, bytes } = this.store;
    const { maxMessages, maxBytes } = this.limits;
    this.log.warn(
      `Reached limits for store "${this.name}" (msgs=${next - first}/${maxMessages} bytes=${formatBytes(bytes)}/${formatBytes(maxBytes)}), dropping old messages to make room for new ones`,
    );
  }

  /** Drops what is too old by now, and comes back when the next one will be. */
  #expire(): void {
    this.#expiry = undefined;
    while (this.store.first < this.store.next) {
      const now = this.clock.now();
      // What is on its way to the disk is new.
      const rest = (this.store.timeOf(this.store.first) ?? now) + this.limits.maxAge - now;
      if (rest > 0) {
        this.#expiry = this.clock.after(rest, () => this.#expire());
        return;
      }
      this.store.drop();
    }
  }

  /** The newest message is kept, however large it is. */
  #isOverLimit(): boolean {
    const { first, next, bytes } = this.store;
    const { maxMessages, maxBytes } = this.limits;
    const count = next - first;
    if (count <= 1) return false;
    return (maxMessages > 0 && count > maxMessages) || (maxBytes > 0 && bytes > maxBytes);
  }
}
