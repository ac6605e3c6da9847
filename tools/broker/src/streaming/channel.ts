import type { Timer } from '@workbook/clock';
import { MessageWriter, type PublishReader } from '@workbook/protocol';
import { formatBytes } from '../bytes';
import type { MessageStore } from '../store/message-store';
import type { ChannelContext } from './channel-context';
import { Consumers } from './consumers';
import { Inactivity } from './inactivity';

const NS_PER_MS = 1e6;

/** A named log of messages, and who reads it. */
export class Channel {
  readonly consumers: Consumers;
  readonly #inactivity: Inactivity;
  readonly #writer: MessageWriter;
  #lastTime = 0;
  /** Runs while there are messages that will be too old. */
  #expiry: Timer | undefined;
  #hasReachedLimits = false;

  /** @param idle called when the channel has been of no use for as long as the limits allow */
  constructor(
    readonly name: string,
    readonly messages: MessageStore,
    private readonly context: ChannelContext,
    idle: () => void,
  ) {
    const { clock, log, limits } = context;
    this.#writer = new MessageWriter(name);
    this.#inactivity = new Inactivity(
      { clock, log, channel: name, max: limits.maxInactivity },
      { isActive: () => this.consumers.isActive, over: idle },
    );
    this.consumers = new Consumers(name, messages, context, this.#inactivity);
    this.#lastTime = messages.timeOf(messages.last) ?? 0;
    // What was recovered may be more than the limits of today allow, or too old (section 4.2).
    if (this.#isOverLimit()) this.#makeRoom();
    if (limits.maxAge > 0) this.#expire();
  }

  /**
   * Stores a message under the next sequence, and drops old ones beyond the limits (section 3.6).
   *
   * @returns its sequence
   */
  append(published: PublishReader): number {
    const { messages, context } = this;
    // Timestamps never go back, even if the clock does (section 8, T36).
    this.#lastTime = Math.max(this.#lastTime, context.clock.stamp());
    const sequence = messages.next;
    const message = this.#writer.prepare(sequence, published, this.#lastTime * NS_PER_MS);
    messages.append(message, this.#lastTime);
    if (this.#isOverLimit()) this.#makeRoom();
    this.#inactivity.used();
    const { maxAge } = context.limits;
    if (maxAge > 0 && !this.#expiry) this.#expireIn(maxAge);
    return sequence;
  }

  /** The channel is deleted: nothing happens in it any more. */
  end(): void {
    this.#expiry?.cancel();
  }

  /** Says so the first time: from then on it is the rule. */
  #makeRoom(): void {
    while (this.#isOverLimit()) this.messages.drop();
    if (this.#hasReachedLimits) return;
    this.#hasReachedLimits = true;
    const { first, next, bytes } = this.messages;
    const { maxMessages, maxBytes } = this.context.limits;
    this.context.log.warn(
      `Reached limits for store "${this.name}" (msgs=${next - first}/${maxMessages} bytes=${formatBytes(bytes)}/${formatBytes(maxBytes)}), dropping old messages to make room for new ones`,
    );
  }

  /** Drops what is too old by now, and comes back when the next one will be. */
  #expire(): void {
    this.#expiry = undefined;
    const { messages } = this;
    while (messages.first < messages.next) {
      const now = this.context.clock.wall();
      // What is on its way to the disk is new.
      const rest = (messages.timeOf(messages.first) ?? now) + this.context.limits.maxAge - now;
      if (rest > 0) {
        this.#expireIn(rest);
        return;
      }
      messages.drop();
    }
  }

  #expireIn(ms: number): void {
    const step = this.messages.expiryStep;
    const wait = step === 0 ? ms : Math.ceil(ms / step) * step;
    this.#expiry = this.context.clock.after(wait, () => this.#expire());
  }

  /** The newest message is kept, however large it is. */
  #isOverLimit(): boolean {
    const { first, next, bytes } = this.messages;
    const { maxMessages, maxBytes } = this.context.limits;
    const count = next - first;
    if (count <= 1) return false;
    return (maxMessages > 0 && count > maxMessages) || (maxBytes > 0 && bytes > maxBytes);
  }
}
