import { percentile } from '../percentile';
import type { OpenClient, StreamingClient } from './streaming-client';

/** How much of it there is. */
export interface Amount {
  /** Bytes of data of a message. */
  readonly size: number;
  /** How many messages are measured. */
  readonly count: number;
  /** How many come before, to warm up the client and the server. */
  readonly warmUp: number;
}

/** What was found; which of them, is up to the workload. Times are in microseconds. */
export interface Metrics {
  readonly perSecond?: number;
  readonly p50?: number;
  readonly p99?: number;
}

type Open = () => Promise<StreamingClient>;
type Workload = (open: Open, amount: Amount) => Promise<Metrics>;

const US_PER_MS = 1000;
const FAN_OUT = 50;
const GROUP_SIZE = 10;

/** Publish as fast as the acks come back. The warm-up goes to the same channel. */
const publish: Workload = async (open, { size, count, warmUp }) => {
  const client = await open();
  await client.publish('measured', size, warmUp);
  return perSecond(count, () => client.publish('measured', size, count));
};

/** Publish, wait for the ack, publish the next. */
const latency: Workload = async (open, { size, count, warmUp }) => {
  const client = await open();
  for (let index = 0; index < warmUp; index++) await client.publish('measured', size, 1);
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    await client.publish('measured', size, 1);
    times.push((performance.now() - start) * US_PER_MS);
  }
  return { p50: percentile(times, 50), p99: percentile(times, 99) };
};

/** All that is stored, to a subscription that begins at the first message. */
const replay: Workload = async (open, amount) => {
  const { size } = amount;
  const client = await open();
  const replayed = async (channel: string, count: number): Promise<Metrics> => {
    await client.publish(channel, size, count);
    const { received, all } = countdown(count);
    return perSecond(count, async () => {
      await client.subscribe(channel, { group: '', all: true, received });
      await all;
    });
  };
  await replayed('warmup', amount.warmUp);
  return replayed('measured', amount.count);
};

/** A stream while it is published, to subscribers with a connection each; counted where it arrives. */
const delivery =
  (subscribers: number, group: string): Workload =>
  async (open, { size, count, warmUp }) => {
    const [publisher, ...clients] = await several(open, subscribers + 1);
    const copies = group ? 1 : subscribers;
    const delivered = async (channel: string, messages: number): Promise<Metrics> => {
      const { received, all } = countdown(messages * copies);
      for (const client of clients)
        await client.subscribe(channel, { group, all: false, received });
      return perSecond(messages * copies, async () => {
        await Promise.all([publisher!.publish(channel, size, messages), all]);
      });
    };
    await delivered('warmup', warmUp);
    return delivered('measured', count);
  };

export const workloads = {
  publish,
  latency,
  replay,
  live: delivery(1, ''),
  fanOut: delivery(FAN_OUT, ''),
  group: delivery(GROUP_SIZE, 'group'),
};

export type WorkloadName = keyof typeof workloads;

/** Runs one workload with clients of its own, which it closes. */
export async function perform(
  name: WorkloadName,
  amount: Amount,
  open: OpenClient,
  url: string,
): Promise<Metrics> {
  const clients: StreamingClient[] = [];
  const metrics = await workloads[name](async () => {
    const client = await open(url, `bench${clients.length}`);
    clients.push(client);
    return client;
  }, amount);
  for (const client of clients) await client.close();
  return metrics;
}

async function perSecond(count: number, work: () => Promise<void>): Promise<Metrics> {
  const start = performance.now();
  await work();
  return { perSecond: (count * 1000) / (performance.now() - start) };
}

/** `all` resolves when `count` messages were received. */
function countdown(count: number): { received: (count: number) => void; all: Promise<void> } {
  let rest = count;
  let done = (): void => undefined;
  const all = new Promise<void>((resolve) => (done = resolve));
  const received = (more: number): void => {
    rest -= more;
    if (rest === 0) done();
  };
  return { received, all };
}

async function several(open: Open, count: number): Promise<StreamingClient[]> {
  const clients: StreamingClient[] = [];
  while (clients.length < count) clients.push(await open());
  return clients;
}
