import type { Clock } from '../clock';
import type { MessageStore } from '../store/message-store';
import type { SubscriptionState } from '../store/store';
import type { Subscription } from './subscription';

/** How soon the others get what a member that left had not acknowledged (section 3.9). */
const TAKEOVER_MS = 100;

/** Subscriptions that share the messages of a channel (behaviour document, section 3.9). */
export class QueueGroup {
  /** The sequence of the newest message that was sent to any member. */
  lastSent = 0;
  readonly counts = new Map<number, number>();
  /** The order matters: among equals the first is chosen, and goes to the end. */
  readonly #members: Subscription[] = [];
  /** The last member of a durable group that has nobody: it keeps what was pending. */
  #shadow: Subscription | undefined;

  constructor(
    /** The queue group's name, after `durable:` if it is durable. */
    readonly key: string,
    readonly isDurable: boolean,
    private readonly messages: MessageStore,
    private readonly clock: Clock,
  ) {}

  get members(): readonly Subscription[] {
    return this.#members;
  }

  /** Members, or the one that is kept for those to come. */
  get size(): number {
    return this.#members.length + (this.#shadow ? 1 : 0);
  }

  /** The first member after a time without any is to take this over: its pending messages. */
  get shadow(): Subscription | undefined {
    return this.#shadow;
  }

  join(member: Subscription): void {
    member.group = this;
    this.#shadow = undefined;
    this.#members.push(member);
  }

  /** A member comes back that the store has kept, or the one that waits for others. */
  recover(member: Subscription, { isActive, groupLastSent }: SubscriptionState): void {
    if (isActive) this.join(member);
    else this.#shadow = member;
    member.group = this;
    this.lastSent = Math.max(this.lastSent, groupLastSent);
  }

  /**
   * @param keep true if a durable group is to survive its last member
   * @returns false if the group is to be forgotten
   */
  leave(member: Subscription, keep: boolean): boolean {
    this.#members.splice(this.#members.indexOf(member), 1);
    member.suspend();
    if (this.#members.length > 0) this.#inherit(member);
    else if (keep && this.isDurable) this.#shadow = member;
    return this.size > 0;
  }

  /** Sends what is new to whoever has room. */
  pump(): void {
    while (this.lastSent < this.messages.last && !this.#members.every((member) => member.isFull)) {
      const sequence = Math.max(this.lastSent + 1, this.messages.first);
      if (!this.#choose()?.send(sequence)) return;
      this.lastSent = sequence;
    }
  }

  /** Sends again what `from` has not acknowledged, to whoever is chosen now. */
  resend(sequence: number, from: Subscription): void {
    const chosen = this.#choose();
    if (!chosen) return;
    chosen.resend(sequence);
    if (chosen !== from) from.release(sequence);
  }

  /** The member that has not acknowledged `sequence`. */
  holderOf(sequence: number): Subscription | undefined {
    return this.#members.find((member) => member.pending.has(sequence));
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
    const head = this.#members[0];
    best ??= head;
    if (head && best === head && this.#members.length > 1) {
      this.#members.shift();
      this.#members.push(head);
    }
    return best;
  }

  /** Shares out among the others what a member that left had not acknowledged. */
  #inherit(gone: Subscription): void {
    const now = this.clock.now();
    for (const [index, sequence] of gone.pending.sequences.entries()) {
      const heir = this.#members[index % this.#members.length]!;
      heir.pending.set(sequence, now);
      heir.hasten(TAKEOVER_MS);
    }
    gone.pending.clear();
  }
}
