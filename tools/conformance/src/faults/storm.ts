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
/** After so many kills the groups get a new client. */
const RENEWED_EVERY = 20;

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

export interface StormOptions {
  readonly kills: number;
  /** Of the moments of the kills. */
  readonly seed: number;
  /** Milliseconds that the whole may take; beyond that something hangs. */
  readonly limit: number;
  /** Milliseconds without a new message after which those that have not come count as missing. */
  readonly patience: number;
  /** Is told the kills so far. */
  readonly progress?: (kills: number) => void;
}

/**
 * Clients publish and listen while the server is killed with SIGKILL and started again on the same folder;
 * after the last start everything is read back.
 *
 * @throws what it was waiting for at the limit
 */
export async function storm(server: StoredServer, options: StormOptions): Promise<StormReport> {
  const running = new Storm(server, options);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const seconds = Math.round(options.limit / 1000);
      reject(new Error(`After ${seconds} s the storm was still waiting for ${running.awaited()}.`));
    }, options.limit);
  });
  try {
    return await Promise.race([running.report(), late]);
  } finally {
    clearTimeout(timer);
  }
}

class Storm {
  /** What it waits for, in words. */
  awaited: () => string = () => 'the server to start';
  readonly #publishers = CHANNELS.flatMap((channel) =>
    Array.from({ length: PUBLISHERS_PER_CHANNEL }, (_, index) => {
      return new Publisher(`${channel}-${index + 1}`, channel, 'test-cluster');
    }),
  );
  readonly #listeners: Listener[] = [];
  readonly #groups = CHANNELS.map((channel) => new Group(channel, 'test-cluster'));

  constructor(
    private readonly server: StoredServer,
    private readonly options: StormOptions,
  ) {}

  async report(): Promise<StormReport> {
    const { kills, patience } = this.options;
    await this.server.start();
    await this.#begin();
    await this.#kill();
    await this.#goOn();
    await this.#finish();
    this.awaited = () => 'all that is on the disk, to be read back';
    const found = await findings(this.server, this.#publishers);
    this.awaited = () => 'what has not come to subscriptions yet';
    const missing = async (subscriptions: readonly (Listener | Group)[]): Promise<string[]> => {
      const all = subscriptions.map(async ({ clientID, channel, seen }) => {
        const { last } = found.find((finding) => finding.channel === channel)!;
        return (await seen.missing(last, patience)).map((sequence) => `${clientID} ${sequence}`);
      });
      return (await Promise.all(all)).flat();
    };
    // What comes meanwhile counts too.
    const [missed, forgotten] = [await missing(this.#listeners), await missing(this.#groups)];
    return {
      kills,
      published: sum(this.#publishers.map((publisher) => publisher.published)),
      acknowledged: sum(this.#publishers.map((publisher) => publisher.acknowledged.size)),
      redelivered: sum(this.#listeners.map((listener) => listener.again)),
      moved: sum(this.#groups.map((group) => group.moved)),
      findings: found,
      missing: missed,
      forgotten,
    };
  }

  async #begin(): Promise<void> {
    const { server } = this;
    for (const publisher of this.#publishers) {
      this.awaited = () => `the answer to the connect of ${publisher.name}`;
      await publisher.register(await server.raw());
    }
    for (const channel of CHANNELS) {
      this.awaited = () => `the answers to ${channel}-listener`;
      const client = await server.client(`${channel}-listener`);
      this.#listeners.push(await Listener.begin(client, channel));
    }
    await this.#beginGroups();
  }

  async #beginGroups(): Promise<void> {
    for (const group of this.#groups) {
      this.awaited = () => `the answers to ${group.clientID}`;
      await group.begin(this.server);
    }
  }

  async #kill(): Promise<void> {
    const { server, options } = this;
    const random = xoroshiro128plus(options.seed);
    const below = (end: number): number => uniformInt(random, 0, end - 1);
    for (let killed = 1; killed <= options.kills; killed++) {
      this.awaited = () => `the server to start again, at kill ${killed}`;
      if (below(ONE_IN) === 0) {
        await server.end('SIGKILL');
        server.launch();
        await passed(below(LONGEST_START_MS));
      } else {
        await this.#goOn();
        await passed(below(LONG_ONE_IN) === 0 ? LONG_LIFE_MS : below(LONGEST_LIFE_MS));
      }
      await server.restart('SIGKILL');
      if (killed % RENEWED_EVERY === 0) await this.#beginGroups();
      options.progress?.(killed);
    }
  }

  async #goOn(): Promise<void> {
    const clients = [...this.#publishers, ...this.#listeners, ...this.#groups];
    for (const client of clients) client.goOn(await this.server.raw());
  }

  async #finish(): Promise<void> {
    this.awaited = () => {
      const open = this.#publishers.map(
        ({ name, published, acknowledged }) => `${published - acknowledged.size} of ${name}`,
      );
      return `acks: ${open.join(', ')}`;
    };
    await Promise.all(this.#publishers.map((publisher) => publisher.finish()));
  }
}

async function passed(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
