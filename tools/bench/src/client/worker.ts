import { NpmClient } from './npm-client';
import { RawClient } from './raw-client';
import type { OpenClient } from './streaming-client';
import { type Amount, type Metrics, perform, type WorkloadName } from './workloads';

const clients = {
  raw: (url, clientID) => RawClient.open(url, clientID),
  npm: (url, clientID) => NpmClient.open(url, clientID),
} satisfies Record<string, OpenClient>;

export type ClientKind = keyof typeof clients;

/** What the run asks a client process to do. */
export interface Job {
  readonly client: ClientKind;
  readonly workload: WorkloadName;
  readonly amount: Amount;
  readonly url: string;
}

/** What comes back. */
export type Outcome = { readonly metrics: Metrics } | { readonly failure: string };

/** A process of its own, so that neither the server nor the run takes its time. One job after another. */
async function work({ client, workload, amount, url }: Job): Promise<Outcome> {
  try {
    return { metrics: await perform(workload, amount, clients[client], url) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// The run has ended, however it did.
process.on('disconnect', () => process.exit());
process.on('message', (job: Job) => {
  void work(job).then((outcome) => process.send?.(outcome));
});
