import type { Clock, Timer } from '@workbook/clock';
import type { Emit } from '../recorder';
import type { Client } from './client';
import type { Requester } from './requester';

/** Milliseconds; behaviour document, section 3.1 has the defaults. */
export interface HeartbeatOptions {
  readonly interval: number;
  readonly timeout: number;
  /** How many failures are forgiven: one more is the end. */
  readonly failCount: number;
}

/**
 * Asks one client every interval whether it is there (behaviour document, section 3.3).
 *
 * A client that is silent is given up after (failCount + 1) rounds of interval and timeout; one whose
 * socket is gone after as many intervals, since nobody listening is a failure at once.
 */
export class Heartbeat {
  #timer: Timer;
  #stopped = false;

  constructor(
    private readonly client: Client,
    private readonly options: HeartbeatOptions,
    private readonly clock: Clock,
    private readonly requester: Requester,
    private readonly giveUp: () => void,
    private readonly emit: Emit,
  ) {
    this.#timer = this.#after(options.interval);
  }

  /**
   * The client has spoken: if it had failed, it is asked now rather than at the next interval, also if it
   * is being asked already.
   */
  hurry(): void {
    if (this.client.failedHeartbeats > 0) this.#wait(1);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer.cancel();
  }

  #wait(ms: number): void {
    this.#timer.cancel();
    this.#timer = this.#after(ms);
  }

  #after(ms: number): Timer {
    return this.clock.after(ms, () => this.#beat());
  }

  #beat(): void {
    const { client, options } = this;
    this.emit?.({ kind: 'heartbeat sent', client: client.id });
    this.requester.ask(client.heartbeatInbox, options.timeout, (answered) => {
      if (this.#stopped) return;
      this.#count(answered ? 0 : client.failedHeartbeats + 1);
      if (client.failedHeartbeats > options.failCount) this.giveUp();
      else this.#wait(options.interval);
    });
  }

  #count(failures: number): void {
    const { client } = this;
    const isSuspect = failures > 0;
    // Who subscribes in the meantime is not suspected.
    if (isSuspect !== client.failedHeartbeats > 0)
      for (const subscription of client.subscriptions) subscription.isSuspect = isSuspect;
    client.failedHeartbeats = failures;
    if (isSuspect) this.emit?.({ kind: 'heartbeat missed', client: client.id, failures });
    else this.emit?.({ kind: 'heartbeat answered', client: client.id });
  }
}
