import { redelivery } from '@workbook/protocol';
import type { Interest } from '../nats/router';
import type { MessageStore } from '../store/message-store';
import type { Stateful, SubscriptionState } from '../store/store';
import type { ChannelContext } from './channel-context';
import { Congestion } from './congestion';
import { type Consumer, SoleConsumer } from './consumer';
import { Pending } from './pending';
import { Redelivery } from './redelivery';
import type { SubscriptionOptions } from './subscription-options';
import { Witness } from './witness';

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
  /** Its queue group, once it has joined one. */
  consumer: Consumer;
  /** Section 3.3: since it subscribed, a heartbeat of its client was not answered, and none after it. */
  isSuspect = false;

  readonly witness: Witness;
  readonly #context: ChannelContext;
  readonly #redelivery: Redelivery;
  readonly #congestion = new Congestion(() => {
    if (this.isActive) this.consumer.pump();
  });
  #options: SubscriptionOptions;
  /** Its acks are listened to as long as it is active. */
  #acks: Interest | undefined;

  constructor(
    readonly id: number,
    readonly channel: string,
    /** Empty if it is not durable. */
    readonly durableName: string,
    private readonly messages: MessageStore,
    context: ChannelContext,
    options: SubscriptionOptions,
  ) {
    this.#context = context;
    this.consumer = new SoleConsumer(this, messages);
    this.witness = new Witness(this, context.log, context.emit);
    this.#redelivery = new Redelivery(this, context.clock, this.#congestion);
    this.#options = options;
  }

  /** Who subscribed; for a durable that is offline, who did so last. */
  get clientID(): string {
    return this.#options.clientID;
  }

  get inbox(): string {
    return this.#options.inbox;
  }

  get ackInbox(): string {
    return this.#options.ackInbox;
  }

  get options(): SubscriptionOptions {
    return this.#options;
  }

  /** False for a durable that waits for its client to come back. */
  get isActive(): boolean {
    return this.#acks !== undefined;
  }

  get groupLastSent(): number {
    return this.consumer.groupLastSent;
  }

  state(): SubscriptionState {
    const { id, channel, durableName, isActive, lastSent, groupLastSent } = this;
    const { clientID, inbox, ackInbox, maxInFlight, ackWait } = this.#options;
    return {
      id,
      channel,
      clientID,
      inbox,
      ackInbox,
      maxInFlight,
      ackWait,
      durableName,
      groupKey: this.consumer.key,
      lastSent,
      groupLastSent,
      isActive,
      pending: [...this.pending.keys()],
    };
  }

  /** Nothing new fits: the window is full, or the client has enough to read. */
  get isFull(): boolean {
    return this.stalled || this.#congestion.isHere;
  }

  /** Sends a message for the first time. @returns false if that cannot be: mostly the window is full */
  send(sequence: number): boolean {
    const { maxInFlight } = this.#options;
    const encoded = this.messages.get(sequence);
    if (this.pending.size >= maxInFlight) this.stalled = true;
    if (this.stalled || !encoded) return false;
    this.witness.delivering(sequence);
    if (!this.#isReachable(sequence)) return false;
    this.witness.delivered(sequence);
    this.#hold(sequence);
    this.stalled = this.pending.size >= maxInFlight;
    this.#publish(encoded);
    return true;
  }

  /**
   * Sends a message again, whether or not the window is full (section 8, T10). Its next time is one
   * ackWait after the last one rather than after now, which keeps the pace (T11).
   *
   * @returns false if that cannot be
   */
  resend(sequence: number): boolean {
    const encoded = this.messages.get(sequence);
    if (!encoded) return false;
    this.witness.redelivering(sequence);
    if (!this.#isReachable(sequence)) return false;
    const { redeliveries } = this.consumer;
    const count = (redeliveries.get(sequence) ?? 0) + 1;
    redeliveries.set(sequence, count);
    this.witness.redelivered(sequence, count);
    const due = this.pending.get(sequence);
    if (due === undefined) this.#hold(sequence);
    else this.pending.set(sequence, (due || this.#context.clock.now()) + this.#options.ackWait);
    this.#redelivery.sent();
    this.#publish(redelivery(encoded, count));
    return true;
  }

  /**
   * True if `sequence` is pending and the channel has it. What the channel has dropped counts as
   * acknowledged from now on (section 3.6).
   */
  holds(sequence: number): boolean {
    if (sequence >= this.messages.first) return this.pending.has(sequence);
    this.consumer.redeliveries.delete(sequence);
    this.release(sequence);
    return false;
  }

  /**
   * The client acknowledged `sequence`. In a group it counts whichever member has it; the window that
   * opens is that of the member that acknowledged (section 3.9), also if nobody had it.
   */
  acknowledge(sequence: number): void {
    const holder = this.pending.has(sequence) ? this : this.consumer.holderOf(sequence);
    if (holder) {
      this.witness.acknowledged(sequence, holder === this);
      this.consumer.redeliveries.delete(sequence);
      holder.forget(sequence);
    }
    this.#open();
  }

  /** `sequence` is no longer waited for: dropped, or sent to another member of the group. */
  release(sequence: number): void {
    this.forget(sequence);
    this.#open();
  }

  /** `sequence` is no longer waited for, and the window stays as it is. */
  forget(sequence: number): void {
    if (this.pending.delete(sequence)) this.#context.store.touch(this, sequence);
  }

  /** Takes over what a member that left had not acknowledged: it is due already, and sent in `ms`. */
  inherit(sequence: number, due: number, ms: number): void {
    this.pending.set(sequence, due);
    this.lastSent = Math.max(this.lastSent, sequence);
    this.#redelivery.hasten(ms);
  }

  /** Acks are taken from now on; nothing is sent yet. */
  activate(): void {
    this.#acks = this.#context.takeAcks(this);
  }

  /** Ends, or goes offline: what is pending stays so. */
  deactivate(): void {
    this.#acks?.unsubscribe();
    this.#acks = undefined;
    this.#redelivery.stop();
    this.#congestion.forget();
  }

  /** Is about to come back, on new options. */
  renew(options: SubscriptionOptions): void {
    this.#options = options;
    this.stalled = false;
    this.isSuspect = false;
  }

  /** What is pending is sent again at once. */
  resume(): void {
    if (this.pending.size === 0) return;
    this.witness.resuming();
    this.#redelivery.all();
  }

  /** Was kept by the server before this one. */
  recover({ lastSent, pending }: SubscriptionState): void {
    this.lastSent = lastSent;
    for (const sequence of pending) this.pending.set(sequence, 0);
    this.stalled = pending.length >= this.#options.maxInFlight;
  }

  /** After a restart: an ackWait is counted from when its message was stored (section 4.2). */
  takeUp(): void {
    const { clock } = this.#context;
    for (const sequence of this.pending.sequences) {
      if (!this.holds(sequence)) continue;
      const age = clock.wall() - (this.messages.timeOf(sequence) ?? 0);
      this.pending.set(sequence, clock.now() - age + this.#options.ackWait);
    }
    if (this.pending.size > 0) this.#redelivery.overdue();
  }

  /** `sequence` is pending from now on. */
  #hold(sequence: number): void {
    const { clock, store } = this.#context;
    this.lastSent = Math.max(this.lastSent, sequence);
    this.pending.set(sequence, clock.now() + this.#options.ackWait);
    this.#redelivery.sent();
    store.touch(this, sequence);
  }

  /** There may be room again. */
  #open(): void {
    if (!this.stalled || this.pending.size >= this.#options.maxInFlight) return;
    this.stalled = false;
    this.consumer.pump();
  }

  /** False for an inbox without a name; where nobody listens, a message is on its way all the same. */
  #isReachable(sequence: number): boolean {
    if (this.inbox === '') this.witness.unsendable(sequence);
    return this.inbox !== '';
  }

  #publish(message: Buffer): void {
    const { router, traffic } = this.#context;
    traffic.went(message.length);
    const result = router.publish(this.inbox, undefined, message);
    if (typeof result !== 'number') this.#congestion.begin(result);
  }
}
