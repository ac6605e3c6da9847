import path from 'node:path';
import type { Message } from 'node-nats-streaming';
import { type TestBroker, World } from '../src';
import { useWorld } from './use-world';

const channel = 'order:updated';

/** What an audit that asks for all history is given. */
async function history(broker: TestBroker, name: string): Promise<number[]> {
  const audit = await broker.start(name, 1, ({ stan, onMessage }) =>
    stan
      .subscribe(channel, stan.subscriptionOptions().setDeliverAllAvailable())
      .on('message', (msg: Message) => onMessage({}, msg)),
  );
  await broker.settled();
  return audit.handled.map(({ sequence }) => sequence);
}

/** By a client that is gone afterwards. */
async function publishOnce(broker: TestBroker): Promise<void> {
  const stan = await broker.connect('once');
  await new Promise((resolve) => stan.publish(channel, '{}', resolve));
  const closed = new Promise((resolve) => stan.once('close', resolve));
  stan.close();
  await closed;
}

describe('a server with a store on disk', () => {
  const { broker } = useWorld({ broker: { store: 'disk' } });

  test('has after a restart what it had before, and its clients go on', async () => {
    const copies = await broker().start('payments', 2, ({ stan, onMessage }) =>
      stan
        .subscribe(channel, 'payments')
        .on('message', (msg: Message) => onMessage(JSON.parse(msg.getData().toString()), msg)),
    );
    await broker().publish(channel, 1, 2, 3);
    await broker().restart();
    await broker().publish(channel, 4);
    await broker().settled();
    expect(copies.handled.map(({ data }) => data).sort()).toEqual([1, 2, 3, 4]);
    expect(await history(broker(), 'audit')).toEqual([1, 2, 3, 4]);
  });

  test('is found again by a program, which has heard nothing before that', async () => {
    const file = path.join(__dirname, 'listening.ts');
    const program = await broker().startProgram(file, { clientID: 'payments-1' });
    await program.prints('ready');
    await broker().restart();
    await program.hears();
    await broker().publish(channel, 1);
    // What is sent to who is not back yet is sent again after 30 s only, which do not pass here.
    expect(await program.prints('#1')).toBe(true);
  });

  test('has nothing if its disk is lost', async () => {
    await publishOnce(broker());
    await broker().restart({ store: 'lost' });
    expect(await history(broker(), 'audit')).toEqual([]);
  });
});

describe('a copy whose line is silent', () => {
  const { broker } = useWorld({ broker: { store: 'disk', faults: 'pause payments-1 #1 6s' } });

  test('finds the server after a restart all the same', async () => {
    const copies = await broker().start('payments', 1, ({ stan, onMessage }) =>
      stan.subscribe(channel).on('message', (msg: Message) => onMessage({}, msg)),
    );
    await broker().publish(channel, 1);
    expect(copies.handled).toEqual([]);
    await broker().restart();
    await broker().publish(channel, 2);
    await broker().settled();
    expect(copies.handled.map(({ sequence }) => sequence)).toEqual([2]);
  });
});

describe('a server with a store in memory', () => {
  const { broker } = useWorld({ broker: {} });

  test('has nothing after a restart', async () => {
    await publishOnce(broker());
    await broker().restart();
    expect(await history(broker(), 'audit')).toEqual([]);
  });
});

test('while the server is away nobody is let in, and its port is the same afterwards', async () => {
  const world = await World.open({ broker: {} });
  const other = world.servers.broker;
  try {
    const url = await other.newURL();
    const seen: string[] = [];
    await other.restart({
      away: () =>
        fetch(url.replace('nats:', 'http:')).catch((error: unknown) =>
          seen.push((error as { cause: { code: string } }).cause.code),
        ),
    });
    expect(seen).toEqual(['ECONNREFUSED']);
    const { stan } = (await other.start('payments', 1, () => undefined)).copies[0]!;
    await new Promise((resolve) => stan.publish('order:updated', '{}', resolve));
    expect(other.facts.published('payments-1')).toMatchObject([{ refused: '' }]);
  } finally {
    await world.stop();
  }
});
