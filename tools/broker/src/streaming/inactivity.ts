import { type Clock, type Timer, formatDuration } from '@workbook/clock';
import type { Logger } from '../log';
import { quote } from './quote';

interface Watched {
  readonly clock: Clock;
  readonly log: Logger;
  /** Its name, for the log. */
  readonly channel: string;
  /** Milliseconds; 0: it may be of no use for ever. */
  readonly max: number;
}

interface Watcher {
  /** True while somebody is subscribed: then no time passes. */
  isActive(): boolean;
  /** Called once, `max` after the last use. */
  over(): void;
}

/** Finds out that a channel has been of no use for a while (behaviour document, section 3.6). */
export class Inactivity {
  readonly #watched: Watched;
  readonly #watcher: Watcher;
  #lastUse = 0;
  #timer: Timer | undefined;

  constructor(watched: Watched, watcher: Watcher) {
    this.#watched = watched;
    this.#watcher = watcher;
    this.begin();
  }

  /** Nobody is subscribed from now on. */
  begin(): void {
    this.used();
    if (this.#watched.max > 0) this.#wait(this.#watched.max);
  }

  /** Somebody published. The timer is left alone: to set one for every message would cost too much. */
  used(): void {
    if (this.#watched.max > 0) this.#lastUse = this.#watched.clock.now();
  }

  /** Somebody is about to subscribe. */
  stop(): void {
    if (!this.#timer) return;
    this.#timer.cancel();
    this.#debug('delete timer stopped');
  }

  #wait(ms: number): void {
    const { clock } = this.#watched;
    this.#timer?.cancel();
    this.#timer = clock.after(ms, () => this.#check());
    this.#debug(`delete timer set to fire in ${formatDuration(ms)}`);
  }

  #check(): void {
    const { clock, max } = this.#watched;
    const rest = this.#lastUse + max - clock.now();
    if (this.#watcher.isActive()) this.stop();
    else if (rest > 0) {
      this.#debug(`cannot be deleted now, reset timer to fire in ${formatDuration(rest)}`);
      this.#wait(rest);
    } else {
      this.#debug('is being deleted');
      this.stop();
      this.#watcher.over();
    }
  }

  #debug(what: string): void {
    const { log, channel } = this.#watched;
    if (log.debugs) log.debug(`Channel ${quote(channel)} ${what}`);
  }
}
