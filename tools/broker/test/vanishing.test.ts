import { type Clock, type Timer, VirtualClock } from '@workbook/clock';
import { ConnectRequest, PubMsg, SubscriptionRequest } from '@workbook/protocol';
import { silentLog } from '../src/log';
import { NatsServer } from '../src/nats/server';
import { DEFAULT_LIMITS } from '../src/streaming/limits';
import { Requests } from '../src/streaming/requests/requests';
import { Streaming } from '../src/streaming/streaming';
import { TextClient } from './nats/text-client';
import { MemoryStore } from '../src/store/memory-store';

/** A clock that knows how many timers are set. */
class CountingClock implements Clock {
  readonly virtual = new VirtualClock();
  readonly set = new Set<object>();

  now(): number {
    return this.virtual.now();
  }

  wall(): number {
    return this.virtual.wall();
  }

  stamp(): number {
    return this.virtual.stamp();
  }

  after(ms: number, run: () => void): Timer {
    const key = {};
    this.set.add(key);
    const timer = this.virtual.after(ms, () => {
      this.set.delete(key);
      run();
    });
    return {
      cancel: () => {
        this.set.delete(key);
        timer.cancel();
      },
    };
  }
}

const clock = new CountingClock();
const server = new NatsServer({ host: '127.0.0.1', port: 0, clock, log: silentLog });
const streaming = new Streaming({
  clusterID: 'c',
  router: server.router,
  clock,
  log: silentLog,
  heartbeat: { interval: 30_000, timeout: 10_000, failCount: 10 },
  limits: DEFAULT_LIMITS,
  replaceDurable: false,
  emit: undefined,
  store: new MemoryStore(),
});

beforeAll(async () => {
  new Requests(streaming, server.router).serve();
  await server.listen();
});
afterAll(() => server.close());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function pub(subject: string, payload: Buffer): string {
  return `PUB ${subject} replies ${payload.length}\r\n${payload.toString('latin1')}\r\n`;
}

/** Everything a client does that the broker has to remember, and then its socket is gone. */
async function comeAndGo(id: string): Promise<void> {
  const client = await TextClient.quiet(server.port);
  const [heartbeatInbox, inbox] = [`hb.${id}`, `in.${id}`];
  const connID = Buffer.from(id);
  const subscription = { clientID: id, subject: 'foo', inbox, maxInFlight: 5, ackWaitInSecs: 30 };
  const got = await client.exchange(
    `SUB ${heartbeatInbox} 1\r\nSUB ${inbox} 2\r\nSUB replies group 3\r\n` +
      pub(
        '_STAN.discover.c',
        ConnectRequest.encode({ clientID: id, heartbeatInbox, protocol: 1, connID }),
      ) +
      pub('_STAN.sub.c', SubscriptionRequest.encode(subscription)) +
      pub('_STAN.sub.c', SubscriptionRequest.encode({ ...subscription, queueGroup: 'group' })) +
      pub('_STAN.pub.c.foo', PubMsg.encode({ clientID: id, guid: 'g', subject: 'foo', connID })),
  );
  // The message came, and nobody acknowledges it.
  expect(got).toContain(`MSG ${inbox} 2 `);
  client.end();
}

const ALL = 1000;
const AT_ONCE = 50;

test('a thousand clients that come, subscribe, register and vanish leave nothing behind', async () => {
  const { inserts, removes } = server.router.statistics;
  const [own, timers] = [inserts - removes, clock.set.size];
  for (let begun = 0; begun < ALL; begun += AT_ONCE) {
    const ids = Array.from({ length: AT_ONCE }, (_, index) => `client-${begun + index}`);
    await Promise.all(ids.map(comeAndGo));
    while (server.connections.length > 0) await turn();
    expect(streaming.clients.all).toHaveLength(AT_ONCE);
    // Their heartbeats are asked for and missed: 11 intervals (section 3.3).
    await clock.virtual.pass(11 * 30_000 + 1000, turn);
    expect(streaming.clients.all).toEqual([]);
  }
  const after = server.router.statistics;
  expect(server.totalConnections).toBe(ALL);
  expect(after.inserts - inserts).toBeGreaterThanOrEqual(5 * ALL);
  expect(after.inserts - after.removes).toBe(own);
  expect(clock.set.size).toBe(timers);
  expect(streaming.channels.get('foo')!.consumers.all).toHaveLength(0);
});
