import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { StoredServer } from '../stored-server';
import { type Finding, findings } from './findings';
import { Group } from './group';
import { Listener } from './listener';
import { Publisher } from './publisher';

const CHANNELS = ['orders', 'payments'];
const PUBLISHERS_PER_CHANNEL = 2;
/** How long a server lives after it is ready, at most. */
const LONGEST_LIFE_MS = 150;
/** One in so many servers lives long enough to send again what was not acknowledged. */
const LONG_ONE_IN = 12;
const LONG_LIFE_MS = 1300;
/** How long a server that is killed while it starts has, at most. */
const LONGEST_START_MS = 200;
/** One in so many kills comes while the server starts: recovery is interrupted too. */
const ONE_IN = 8;

export interface StormReport {
  readonly kills: number;
  /** Messages that the publishers made. */
  readonly published: number;
  readonly acknowledged: number;
  /** Messages that came to a durable subscription more than once. */
  readonly redelivered: number;
  /** Messages that came again to another member of their group. */
  readonly moved: number;
  readonly findings: readonly Finding[];
  /** Messages that never came to a durable subscription: `orders-listener 17`. */
  readonly missing: readonly string[];
  /** Messages that never came to any member of a group: `orders-group 17`. */
  readonly forgotten: readonly string[];
}

/**
 * Clients publish and listen while the server is killed with SIGKILL and started again on the same folder;
 * after the last start everything is read back.
 *
 * @param seed of the moments of the kills
 * @param progress is told the kills so far
 */
export async function storm(
  server: StoredServer,
  kills: number,
  seed: number,
  progress: (kills: number) => void = () => undefined,
): Promise<StormReport> {
  const random = xoroshiro128plus(seed);
  const below = (end: number): number => uniformInt(random, 0, end - 1);
  await server.start();
  const publishers = CHANNELS.flatMap((channel) =>
    Array.from({ length: PUBLISHERS_PER_CHANNEL }, (_, index) => {
      return new Publisher(`${channel}-${index + 1}`, channel, 'test-cluster');
    }),
  );
  for (const publisher of publishers) await publisher.register(await server.raw());
  const listeners: Listener[] = [];
  for (const channel of CHANNELS) {
    listeners.push(await Listener.begin(await server.client(`${channel}-listener`), channel));
  }
  const groups = CHANNELS.map((channel) => new Group(channel, `${channel}-group`, 'test-cluster'));
  for (const group of groups) {
    await server.client(`${group.channel}-group`);
    await group.begin(await server.raw());
  }
  const clients = [...publishers, ...listeners, ...groups];
  for (let killed = 1; killed <= kills; killed++) {
    if (below(ONE_IN) === 0) {
      await server.end('SIGKILL');
      server.launch();
      await passed(below(LONGEST_START_MS));
    } else {
      for (const client of clients) client.goOn(await server.raw());
      await passed(below(LONG_ONE_IN) === 0 ? LONG_LIFE_MS : below(LONGEST_LIFE_MS));
    }
    await server.restart('SIGKILL');
    progress(killed);
  }
  for (const client of clients) client.goOn(await server.raw());
  await Promise.all(publishers.map((publisher) => publisher.finish()));
  const found = await findings(server, publishers);
  const missing = async (subscriptions: readonly (Listener | Group)[]): Promise<string[]> => {
    const all = subscriptions.map(async ({ clientID, channel, seen }) => {
      const { last } = found.find((finding) => finding.channel === channel)!;
      return (await seen.missing(last)).map((sequence) => `${clientID} ${sequence}`);
    });
    return (await Promise.all(all)).flat();
  };
  // What comes meanwhile counts too.
  const [missed, forgotten] = [await missing(listeners), await missing(groups)];
  return {
    kills,
    published: sum(publishers.map((publisher) => publisher.published)),
    acknowledged: sum(publishers.map((publisher) => publisher.acknowledged.size)),
    redelivered: sum(listeners.map((listener) => listener.again)),
    moved: sum(groups.map((group) => group.moved)),
    findings: found,
    missing: missed,
    forgotten,
  };
}

async function passed(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
