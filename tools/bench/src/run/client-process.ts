import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Metrics } from '../client/workloads';
import type { Job, Outcome } from '../client/worker';

const WORKER = path.join(__dirname, '..', '..', 'bin', 'worker.js');
const JOB_LIMIT_MS = 120_000;

/** The process that is a client of the servers, one after the other: the same one for all of them. */
export class ClientProcess {
  readonly #child: ChildProcess = fork(WORKER);

  /** @throws if the workload fails, the process ends, or it takes more than two minutes */
  async perform(job: Job): Promise<Metrics> {
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      const ended = (): void => reject(new Error('The client process ended.'));
      const limit = setTimeout(() => {
        reject(new Error(`${job.workload} (${job.client}) took more than two minutes.`));
      }, JOB_LIMIT_MS);
      this.#child.once('exit', ended);
      this.#child.once('message', (message: Outcome) => {
        clearTimeout(limit);
        this.#child.off('exit', ended);
        resolve(message);
      });
      this.#child.send(job);
    });
    if ('failure' in outcome) throw new Error(outcome.failure);
    return outcome.metrics;
  }

  /** The worker ends when nobody talks to it any more. */
  stop(): void {
    this.#child.disconnect();
  }
}
