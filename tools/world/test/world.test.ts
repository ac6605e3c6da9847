import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { RealClock } from '@workbook/clock';
import type { Message } from 'node-nats-streaming';
import { type Running, type Surroundings, World } from '../src';

/** A shop on the web: another kind of server. An order that it is given is done so many ms later. */
class Shop implements Running {
  readonly done: string[] = [];
  readonly #busy = new Set<Promise<void>>();

  private constructor(
    readonly url: string,
    readonly server: http.Server,
  ) {}

  static async start({ ms, clock, emit }: { ms: number } & Surroundings): Promise<Shop> {
    const server = http.createServer(({ url: order = '' }, response) => {
      clock.after(ms, () => {
        // What is done takes a while that is nobody's clock.
        const work = wait(20).then(() => void shop.done.push(`${order} at ${clock.now() - start}`));
        shop.#busy.add(work);
        void work.then(() => shop.#busy.delete(work));
      });
      emit({ kind: 'note', client: 'shop', text: order, at: clock.now() });
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const start = clock.now();
    const shop = new Shop(`http://127.0.0.1:${port}`, server);
    return shop;
  }

  get traffic(): number {
    return this.done.length;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#busy);
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

let world: World<{ broker: object }>;
beforeEach(async () => {
  world = await World.open({ broker: {} });
});
afterEach(() => world.stop());

async function get(url: string): Promise<void> {
  await (await fetch(url, { headers: { connection: 'close' } })).text();
}

if (!process.env.NATS_STREAMING_SERVER) {
  test('two servers share one clock, and pass waits for both', async () => {
    const shop = await world.start(Shop, { ms: 1500 });
    const { broker } = world.servers;
    const payments = await broker.start('payments', 1, ({ stan, onMessage }) =>
      stan
        .subscribe('orders', stan.subscriptionOptions().setManualAckMode(true).setAckWait(1000))
        .on('message', (msg: Message) => onMessage({}, msg)),
    );
    await broker.publish('orders', {});
    await get(`${shop.url}/7`);
    await world.settled();
    expect([shop.done.length, payments.handled.length]).toEqual([0, 1]);
    await world.pass('3s');
    expect(shop.done).toEqual(['/7 at 1500']);
    expect(payments.handled).toHaveLength(4);
    const { happened } = world.recording;
    const note = happened.findIndex(({ kind }) => kind === 'note');
    expect(happened[note]).toMatchObject({ client: 'shop', text: '/7' });
    expect(happened.slice(note).map(({ kind }) => kind)).toContain('redelivered');
  });
}

test('what is no duration is told, and a plan that cannot be is left without a server', async () => {
  await expect(world.pass('5')).rejects.toThrow('"5" is not a duration');
  const open = World.open({ broker: { faults: 'lose-ack' } });
  await expect(open).rejects.toThrow('"lose-ack", number 1 of the plan, is not a fault');
});

test('on a real server the clock is the real one', () => {
  const isReal = Boolean(process.env.NATS_STREAMING_SERVER);
  expect(world.clock instanceof RealClock).toBe(isReal);
});
