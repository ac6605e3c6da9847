import type { Clock } from '@workbook/clock';
import type { MessageStore } from '../store/message-store';
import type { SubscriptionState } from '../store/store';
import { type Consumer, nextSequence, type Receiver } from './consumer';
import { Roster } from './roster';
import type { Subscription } from './subscription';

/** How soon the others get what a member that left had not acknowledged (section 3.9). */
const TAKEOVER_MS = 100;
/** How long that is counted as overdue by then: it comes before everything else. */
const OVERDUE_MS = 1000;

/** Subscriptions that share the messages of a channel (behaviour document, section 3.9). */
export class QueueGroup implements Consumer {
  /** The sequence of the newest message that was sent to any member. */
  lastSent = 0;
  readonly redeliveries = new Map<number, number>();
  readonly hasOthers = true;
  /** Among equals the first is chosen, and goes to the end. */
  readonly #members = new Roster<Subscription>();
  /** The last member of a durable group that has nobody: it keeps what was pending. */
  #shadow: Subscription | undefined;

  constructor(
    readonly key: string,
    private readonly messages: MessageStore,
    private readonly clock: Clock,
  ) {}

  get members(): readonly Subscription[] {
    return [...this.#members];
  }

  get groupLastSent(): number {
    return this.lastSent;
  }

  get isActive(): boolean {
    return this.#members.size > 0;
  }

  /** The first member after a time without any is to take this over: its pending messages. */
  get shadow(): Subscription | undefined {
    return this.#shadow;
  }

  join(member: Subscription): void {
    member.consumer = this;
    this.#shadow = undefined;
    this.#members.add(member);
  }

  /** A member comes back that the store has kept, or the one that waits for others. */
  recover(member: Subscription, { isActive, groupLastSent }: SubscriptionState): void {
    if (isActive) this.join(member);
    else this.#shadow = member;
    member.consumer = this;
    this.lastSent = Math.max(this.lastSent, groupLastSent);
  }

  /**
   * @param keep true if the group is to survive a last member with a durable name
   * @returns false if the group is to be forgotten
   */
  leave(member: Subscription, keep: boolean): boolean {
    this.#members.remove(member);
    const { first } = this.#members;
    if (first) this.#inherit(member, first);
    else if (keep && member.durableName !== '') {
      this.#shadow = member;
      member.lastSent = this.lastSent;
    }
    return this.isActive || this.#shadow !== undefined;
  }

  /** After a restart: see Subscription. What comes then is not counted: the group chose nobody for it. */
  takeUp(): void {
    for (const member of this.members) {
      member.takeUp();
      this.redeliveries.clear();
    }
  }

  pump(): void {
    while (this.#hasRoom) {
      const sequence = nextSequence(this, this.messages);
      if (sequence === undefined || !this.#choose()?.send(sequence)) return;
      this.lastSent = sequence;
    }
  }

  /** It goes to whoever is chosen now. */
  resend(sequence: number, from: Receiver): void {
    const chosen = this.#choose();
    if (chosen?.resend(sequence) && chosen !== from) from.release(sequence);
  }

  holderOf(sequence: number): Subscription | undefined {
    return this.members.find((member) => member.pending.has(sequence));
  }

  get #hasRoom(): boolean {
    for (const member of this.#members) if (!member.isFull) return true;
    return false;
  }

  /**
   * The member with the fewest unacknowledged messages, of those with room whose client answers;
   * the first of equals; the head of the list if there is none. If it is the head, it goes to the end.
   */
  #choose(): Subscription | undefined {
    let best: Subscription | undefined;
    for (const member of this.#members) {
      if (member.isFull || member.isSuspect) continue;
      if (!best || member.pending.size < best.pending.size) best = member;
    }
    const head = this.#members.first;
    best ??= head;
    if (best === head) this.#members.rotate();
    return best;
  }

  /**
   * Shares out among the others what a member that left had not acknowledged. One of them has to show
   * how far the group has come: whoever gets its newest message, or else `first`.
   */
  #inherit(gone: Subscription, first: Subscription): void {
    const due = this.clock.now() - OVERDUE_MS;
    const heirs = this.members;
    for (const [index, [sequence]] of gone.pending.byTime.entries()) {
      const heir = heirs[index % heirs.length]!;
      heir.inherit(sequence, due, TAKEOVER_MS);
    }
    if (gone.lastSent === this.lastSent && !gone.pending.has(this.lastSent))
      first.lastSent = this.lastSent;
    gone.pending.clear();
  }
}
