import type { Clock, Timer } from '@workbook/clock';
import type { Congestion } from './congestion';
import type { Consumer, Receiver } from './consumer';
import type { Due, Pending } from './pending';
import type { SubscriptionOptions } from './subscription-options';
import type { Witness } from './witness';

/** Messages whose time is up in less than this are sent again along with those that are due. */
const SLACK_MS = 15;

/** A subscription, as who sends again what it has not acknowledged sees it. */
interface Holder extends Receiver {
  readonly options: SubscriptionOptions;
  readonly pending: Pending;
  readonly isSuspect: boolean;
  readonly consumer: Consumer;
  readonly witness: Witness;
  holds(sequence: number): boolean;
}

/**
 * Sends again what one subscription has not acknowledged (behaviour document, section 3.8). There is one
 * timer for all that is pending; acks do not touch it (section 8, T12).
 */
export class Redelivery {
  #timer: Timer | undefined;

  constructor(
    private readonly subscription: Holder,
    private readonly clock: Clock,
    private readonly congestion: Congestion,
  ) {}

  /** Something was sent: its ackWait runs, if no other does. */
  sent(): void {
    this.#timer ??= this.#after(this.subscription.options.ackWait);
  }

  /** What is due is looked at in `ms` milliseconds. */
  hasten(ms: number): void {
    this.stop();
    this.#timer = this.#after(ms);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** All that is pending, in order and at once, whatever the window (section 3.10). */
  all(): void {
    this.#all(this.subscription.pending.sequences);
  }

  /**
   * After a restart: what should have been sent again in the meantime is sent now, to this subscription,
   * whatever group it is in (section 4.2).
   */
  overdue(): void {
    this.#due(this.subscription.pending.byTime, true);
  }

  #after(ms: number): Timer {
    return this.clock.after(ms, () => this.#fire());
  }

  #fire(): void {
    this.#timer = undefined;
    const { subscription, congestion } = this;
    if (subscription.pending.size === 0) return;
    if (congestion.isHere) congestion.putOff(() => this.#fire());
    // Nobody knows whether a silent client is there: its messages wait (T13), a group has others.
    else if (subscription.isSuspect && !subscription.consumer.hasOthers) {
      subscription.witness.waitsForClient();
      this.hasten(subscription.options.ackWait);
    } else this.#due(subscription.pending.byTime, false);
  }

  /** One after the other, as long as the client can keep up; the others once it has. */
  #all(sequences: readonly number[]): void {
    const { subscription, congestion } = this;
    for (const [index, sequence] of sequences.entries()) {
      if (congestion.isHere) {
        congestion.putOff(() => this.#all(sequences.slice(index)));
        return;
      }
      if (!subscription.holds(sequence)) continue;
      subscription.witness.resumes(sequence);
      subscription.resend(sequence);
    }
  }

  /**
   * What the channel has dropped is let go on the way, also before its time; then the first that is not
   * due is the end.
   *
   * @param itself true: nobody else of the group gets it
   */
  #due(entries: readonly Due[], itself: boolean): void {
    const { subscription, congestion, clock } = this;
    const limit = clock.now() + SLACK_MS;
    for (const [index, [sequence, due]] of entries.entries()) {
      if (congestion.isHere) {
        congestion.putOff(() => this.#due(entries.slice(index), itself));
        return;
      }
      if (!subscription.holds(sequence)) continue;
      if (due > limit) {
        subscription.witness.notDue(sequence);
        this.#adjust(due);
        return;
      }
      subscription.witness.expired(sequence);
      if (itself) subscription.resend(sequence);
      else subscription.consumer.resend(sequence, subscription);
    }
    this.#adjust(0);
  }

  /** @param next when something is due again; 0 if that is not known */
  #adjust(next: number): void {
    const { subscription, clock } = this;
    const rest = next - clock.now();
    if (subscription.pending.size === 0) this.stop();
    else this.hasten(rest > 0 ? rest : subscription.options.ackWait);
  }
}
