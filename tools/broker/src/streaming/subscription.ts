import { redelivery } from '@workbook/protocol';
import type { Timer } from '../clock';
import type { Passage } from '../recorder';
import type { MessageStore } from '../store/message-store';
import type { Stateful, SubscriptionState } from '../store/store';
import type { Client } from './client';
import { Congestion } from './congestion';
import { Pending } from './pending';
import type { QueueGroup } from './queue-group';
import type { Surroundings, Terms } from './terms';

/** Messages whose time is up in less than this are sent again along with those that are due. */
const SLACK_MS = 15;

/**
 * Who gets the messages of one channel, how far it has come, and what it has not acknowledged
 * (behaviour document, section 3.8).
 */
export class Subscription implements Stateful {
  /** The sequence of the newest message that was sent for the first time. */
  lastSent = 0;
  /** The window is full: nothing new is sent until an ack makes room. */
  stalled = false;
  readonly pending = new Pending();
  group: QueueGroup | undefined;
  /** False for a durable that waits for its client to come back. */
  isActive = false;

  readonly #counts = new Map<number, number>();
  readonly #around: Surroundings;
  #terms: Terms;
  #timer: Timer | undefined;
  readonly #congestion = new Congestion(() => {
    if (this.isActive) (this.group ?? this).pump();
  });

  constructor(
    readonly id: number,
    readonly channel: string,
    /** Empty if it is not durable. */
    readonly durableName: string,
    private readonly messages: MessageStore,
    around: Surroundings,
    terms: Terms,
  ) {
    this.#around = around;
    this.#terms = terms;
  }

  /** Who subscribed; for a durable that is offline, who did so last. */
  get client(): Client {
    return this.#terms.client;
  }

  get inbox(): string {
    return this.#terms.inbox;
  }

  get ackInbox(): string {
    return this.#terms.ackInbox;
  }

  get terms(): Terms {
    return this.#terms;
  }

  /** Of its group; 0 if it is in none. */
  get groupLastSent(): number {
    return this.group?.lastSent ?? 0;
  }

  state(): SubscriptionState {
    const { id, channel, durableName, group, isActive, lastSent, groupLastSent } = this;
    const { client, inbox, ackInbox, maxInFlight, ackWait } = this.#terms;
    return {
      id,
      channel,
      clientID: client.id,
      inbox,
      ackInbox,
      maxInFlight,
      ackWait,
      durableName,
      groupKey: group?.key,
      lastSent,
      groupLastSent,
      isActive,
      pending: [...this.pending.keys()],
    };
  }

  /** Section 3.3: some heartbeat of its client was not answered. */
  get isSuspect(): boolean {
    return this.client.failedHeartbeats > 0;
  }

  /** How often each sequence was sent again: one count for all members of a group. */
  get counts(): Map<number, number> {
    return this.group?.counts ?? this.#counts;
  }

  /** Nothing new fits: the window is full, or the client has enough to read. */
  get isFull(): boolean {
    return this.stalled || this.#congestion.isHere;
  }

  /** Sends what is new, as much as the window takes. */
  pump(): void {
    while (!this.isFull && this.lastSent < this.messages.last) {
      if (!this.send(Math.max(this.lastSent + 1, this.messages.first))) return;
    }
  }

  /** Sends a message for the first time. @returns false if the window is full */
  send(sequence: number): boolean {
    const encoded = this.messages.get(sequence);
    if (this.pending.size >= this.#terms.maxInFlight) this.stalled = true;
    if (this.stalled || !encoded) return false;
    this.#trace('Delivering msg to', sequence);
    this.#around.record?.({ kind: 'delivered', ...this.#passage(sequence) });
    this.lastSent = sequence;
    this.pending.set(sequence, this.#around.clock.now() + this.#terms.ackWait);
    this.#arm(this.#terms.ackWait);
    this.#around.store.touch(this, sequence);
    this.stalled = this.pending.size >= this.#terms.maxInFlight;
    this.#around.traffic.went(encoded.length);
    this.#publish(encoded);
    return true;
  }

  /**
   * Sends a message again, whether or not the window is full (section 8, T10). Its next time is one
   * ackWait after the last one rather than after now, which keeps the pace (T11).
   */
  resend(sequence: number): void {
    const encoded = this.messages.get(sequence);
    if (!encoded) {
      // It made room for others, or is too old: it counts as acknowledged from now on (section 3.6).
      this.counts.delete(sequence);
      this.release(sequence);
      return;
    }
    this.#trace('Redelivering msg to', sequence);
    const count = (this.counts.get(sequence) ?? 0) + 1;
    this.counts.set(sequence, count);
    this.#around.record?.({ kind: 'redelivered', count, ...this.#passage(sequence) });
    const due = this.pending.get(sequence) ?? this.#around.clock.now();
    this.pending.set(sequence, due + this.#terms.ackWait);
    // In a group it may have been another member's until now.
    this.#around.store.touch(this, sequence);
    this.#arm(this.#terms.ackWait);
    const message = redelivery(encoded, count);
    this.#around.traffic.went(message.length);
    this.#publish(message);
  }

  #publish(message: Buffer): void {
    this.#around.router.publish(this.inbox, undefined, message);
    this.#congestion.check(this.#around.router);
  }

  /**
   * The client acknowledged `sequence`; sequences that are not pending are ignored. In a group it
   * counts whichever member the message was sent to.
   */
  acknowledge(sequence: number): void {
    const holder = this.pending.has(sequence) ? this : this.group?.holderOf(sequence);
    if (!holder) return;
    this.#trace('Processing ack for', sequence);
    this.counts.delete(sequence);
    this.#around.record?.({ kind: 'acknowledged', ...this.#passage(sequence) });
    holder.release(sequence);
  }

  /** `sequence` is no longer waited for: acknowledged, or sent to another member of the group. */
  release(sequence: number): void {
    if (!this.pending.delete(sequence)) return;
    this.#around.store.touch(this, sequence);
    if (this.stalled && this.pending.size < this.#terms.maxInFlight) {
      this.stalled = false;
      (this.group ?? this).pump();
    }
  }

  /** Everything pending is due in `ms` milliseconds at the latest. */
  hasten(ms: number): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#arm(ms);
  }

  /** Goes offline: what is pending stays so. */
  suspend(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#congestion.forget();
  }

  /** Comes back on new terms; nothing is sent yet. */
  renew(terms: Terms): void {
    this.#terms = terms;
  }

  /** What is pending is sent again at once, in order, whatever the window (section 3.10). */
  resume(): void {
    this.#resendAll(this.pending.sequences, (sequence) => this.resend(sequence));
    this.stalled = this.pending.size >= this.#terms.maxInFlight;
  }

  /** Was kept by the server before this one. */
  recover({ lastSent, pending }: SubscriptionState): void {
    this.lastSent = lastSent;
    for (const sequence of pending) this.pending.set(sequence, 0);
    this.stalled = pending.length >= this.#terms.maxInFlight;
  }

  /**
   * After a restart: an ackWait is counted from when its message was stored. What should have been sent
   * again in the meantime is sent now, to this one, whatever group it is in (section 4.2).
   */
  takeUp(): void {
    if (this.pending.size === 0) return;
    const now = this.#around.clock.now();
    for (const sequence of this.pending.keys()) {
      const due = (this.messages.timeOf(sequence) ?? 0) + this.#terms.ackWait;
      this.pending.set(sequence, Math.max(due, now));
    }
    const { due, next } = this.pending.dueBy(now);
    for (const sequence of due) {
      this.#expired(sequence);
      this.resend(sequence);
    }
    // A group counts only what it chose a member for.
    this.group?.counts.clear();
    if (this.pending.size > 0) this.hasten((next ?? now + this.#terms.ackWait) - now);
  }

  /** One timer for all that is pending (T12). Acks do not touch it. */
  #arm(ms: number): void {
    this.#timer ??= this.#around.clock.after(ms, () => this.#fire());
  }

  #fire(): void {
    this.#timer = undefined;
    if (this.pending.size === 0) return;
    if (this.#congestion.isHere) {
      this.#congestion.putOff(() => this.#fire());
      return;
    }
    // Nobody knows whether a silent client is there: its messages wait (T13), a group has others.
    if (this.isSuspect && !this.group) {
      this.#arm(this.#terms.ackWait);
      return;
    }
    const now = this.#around.clock.now();
    const { due, next } = this.pending.dueBy(now + SLACK_MS);
    this.#resendAll(due, (sequence) => {
      this.#expired(sequence);
      if (this.group) this.group.resend(sequence, this);
      else this.resend(sequence);
    });
    if (this.pending.size > 0) this.hasten(next === undefined ? this.#terms.ackWait : next - now);
  }

  #expired(sequence: number): void {
    this.#around.record?.({ kind: 'expired', ...this.#passage(sequence) });
  }

  /** One after the other, as long as the client can keep up; the others once it has. */
  #resendAll(sequences: readonly number[], resend: (sequence: number) => void): void {
    for (const [index, sequence] of sequences.entries()) {
      if (this.#congestion.isHere) {
        this.#congestion.putOff(() => this.#resendAll(sequences.slice(index), resend));
        return;
      }
      if (this.pending.has(sequence)) resend(sequence);
    }
  }

  #passage(sequence: number): Passage {
    return {
      client: this.client.id,
      channel: this.channel,
      sequence,
      subscription: this.id,
    };
  }

  #trace(what: string, sequence: number): void {
    const { log } = this.#around;
    if (!log.traces) return;
    log.trace(
      `[Client:${this.client.id}] ${what} subid=${this.id}, subject=${this.channel}, seq=${sequence}`,
    );
  }
}
