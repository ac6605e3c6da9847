import type { Clock, Timer } from '../clock';
import type { Record } from '../recorder';
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
  #asking = false;
  #stopped = false;

  constructor(
    private readonly client: Client,
    private readonly options: HeartbeatOptions,
    private readonly clock: Clock,
    private readonly requester: Requester,
    private readonly giveUp: () => void,
    private readonly record: Record,
  ) {
    this.#timer = this.#after(options.interval);
  }

  /** The client has spoken: if it had failed, it is asked now rather than at the next interval. */
  hurry(): void {
    if (this.client.failedHeartbeats === 0 || this.#asking) return;
    this.#timer.cancel();
    this.#timer = this.#after(1);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer.cancel();
  }

  #after(ms: number): Timer {
    return this.clock.after(ms, () => this.#beat());
  }

  #beat(): void {
    this.#asking = true;
    this.record?.({ kind: 'heartbeat sent', client: this.client.id });
    this.requester.ask(this.client.heartbeatInbox, this.options.timeout, (answered) => {
      this.#asking = false;
      if (this.#stopped) return;
      this.client.failedHeartbeats = answered ? 0 : this.client.failedHeartbeats + 1;
      this.#tell(answered);
      if (this.client.failedHeartbeats > this.options.failCount) this.giveUp();
      else this.#timer = this.#after(this.options.interval);
    });
  }

  #tell(answered: boolean): void {
    const { id, failedHeartbeats } = this.client;
    if (answered) this.record?.({ kind: 'heartbeat answered', client: id });
    else this.record?.({ kind: 'heartbeat missed', client: id, failures: failedHeartbeats });
  }
}
