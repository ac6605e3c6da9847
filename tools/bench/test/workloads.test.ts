import { type Broker, startBroker } from '@workbook/broker';
import { NpmClient } from '../src/client/npm-client';
import { RawClient } from '../src/client/raw-client';
import type { OpenClient } from '../src/client/streaming-client';
import { type Amount, perform, type WorkloadName } from '../src/client/workloads';
import { Sink } from '../src/run/sink';

const amount: Amount = { size: 100, count: 700, warmUp: 30 };
/** Published and acknowledged, for each workload. */
const expected: Record<WorkloadName, { published: number; acknowledged: number }> = {
  publish: { published: 730, acknowledged: 0 },
  latency: { published: 730, acknowledged: 0 },
  replay: { published: 730, acknowledged: 730 },
  live: { published: 730, acknowledged: 730 },
  fanOut: { published: 730, acknowledged: 50 * 730 },
  group: { published: 730, acknowledged: 730 },
};
const workloads = Object.keys(expected) as WorkloadName[];
const openRaw: OpenClient = (url, clientID) => RawClient.open(url, clientID);
const clients: [string, OpenClient][] = [
  ['raw', openRaw],
  ['npm', (url, clientID) => NpmClient.open(url, clientID)],
];

describe.each(clients)('the %s client', (_, open) => {
  let broker: Broker;
  let happened: Map<string, number>;
  beforeEach(async () => {
    happened = new Map();
    broker = await startBroker({
      recorder: ({ kind }) => happened.set(kind, (happened.get(kind) ?? 0) + 1),
    });
  });
  afterEach(async () => broker.stop());

  test.each(workloads)('%s publishes, gets and acknowledges every message', async (workload) => {
    const metrics = await perform(workload, amount, open, broker.url);
    await broker.settled();
    expect({
      published: happened.get('published') ?? 0,
      acknowledged: happened.get('acknowledged') ?? 0,
    }).toEqual(expected[workload]);
    expect(happened.get('redelivered')).toBeUndefined();
    expect(Object.keys(metrics)).toEqual(workload === 'latency' ? ['p50', 'p99'] : ['perSecond']);
    for (const value of Object.values(metrics)) expect(value).toBeGreaterThan(0);
  });

  test('a message that the server refuses ends the workload', async () => {
    const client = await open(broker.url, 'publisher');
    await expect(client.publish('a/b', 10, 5)).rejects.toBeDefined();
    await client.close();
  });
});

describe('the raw client', () => {
  test('answers heartbeats, so that nobody else gets its name', async () => {
    const broker = await startBroker();
    const client = await RawClient.open(broker.url, 'same');
    await expect(RawClient.open(broker.url, 'same')).rejects.toThrow(
      'The server refused the client same: stan: clientID already registered',
    );
    await client.close();
    await broker.stop();
  });

  test.each(workloads)('does %s with a server that does nothing', async (workload) => {
    const sink = new Sink();
    const url = `nats://127.0.0.1:${await sink.listen()}`;
    const metrics = await perform(workload, amount, openRaw, url);
    for (const value of Object.values(metrics)) expect(value).toBeGreaterThan(0);
    await sink.close();
  });
});
