import type { Backpressure } from '../nats/router';

/**
 * A client that cannot keep up is given no more for a while. The real server makes whoever publishes
 * wait for it; here only its subscription waits.
 */
export class Congestion {
  /** The client has enough to read. */
  isHere = false;
  #jobs: (() => void)[] = [];

  /** @param over is called when it may go on, after what was put off */
  constructor(private readonly over: () => void) {}

  /** The last message was enough. */
  begin(backpressure: Backpressure): void {
    if (this.isHere) return;
    this.isHere = true;
    backpressure.relieved(() => {
      this.isHere = false;
      const jobs = this.#jobs;
      this.#jobs = [];
      for (const job of jobs) job();
      this.over();
    });
  }

  putOff(job: () => void): void {
    this.#jobs.push(job);
  }

  /** What was put off is not to be done any more. */
  forget(): void {
    this.#jobs = [];
  }
}
