import { VirtualClock } from '@workbook/clock';
import { once } from 'node:events';
import { connect, type Client } from 'nats';
import { connect as connectStreaming, type Message } from 'node-nats-streaming';
import { startBroker } from '../../src/broker';
import { RunningServer } from './running-server';

const running = new RunningServer();
const settled = (): Promise<void> => running.server.settled();

describe('with the real client', () => {
  const clients: Client[] = [];

  /** Resolves once the handshake is over: what is published later is counted. */
  async function client(): Promise<Client> {
    const nats = connect({ url: running.server.url });
    clients.push(nats);
    await new Promise((resolve) => nats.once('connect', resolve));
    return nats;
  }

  afterEach(() => {
    for (const nats of clients.splice(0)) nats.close();
  });

  test('a message that was published has been handled', async () => {
    const [publisher, subscriber] = [await client(), await client()];
    const got: string[] = [];
    subscriber.subscribe('greeting', (text: string) => got.push(text));
    await settled();
    publisher.publish('greeting', 'hello');
    // What the client has not written yet is not under way.
    await new Promise<void>((resolve) => publisher.flush(() => resolve()));
    await settled();
    expect(got).toEqual(['hello']);
  });

  test('whatever a message causes is over, however often it goes to and fro', async () => {
    const [left, right] = [await client(), await client()];
    let bounces = 0;
    const bounce = (from: Client, to: string) => (text: string) => {
      bounces += 1;
      if (Number(text) > 0) from.publish(to, String(Number(text) - 1));
    };
    left.subscribe('left', bounce(left, 'right'));
    right.subscribe('right', bounce(right, 'left'));
    await new Promise<void>((resolve) => right.flush(() => resolve()));
    left.publish('right', '100');
    await new Promise<void>((resolve) => left.flush(() => resolve()));
    await settled();
    expect(bounces).toBe(101);
  });
});

test('with the real streaming client: each message was handled, and its ack has arrived', async () => {
  const clock = new VirtualClock();
  const broker = await startBroker({ clock });
  const stan = connectStreaming(broker.clusterID, 'abc', { url: broker.url });
  await once(stan, 'connect');
  const options = stan.subscriptionOptions().setManualAckMode(true).setMaxInFlight(1);
  const handled: number[] = [];
  const subscription = stan.subscribe('foo', options);
  await once(subscription, 'ready');
  subscription.on('message', (message: Message) => {
    handled.push(message.getSequence());
    message.ack();
  });
  const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
  const published = numbers.map(
    (number) => new Promise((resolve) => stan.publish('foo', String(number), resolve)),
  );
  await Promise.all(published);
  await broker.settled();
  // One in flight: the 50th came only after 49 acks.
  expect(handled).toEqual(numbers);
  await clock.pass(60_000, () => broker.settled());
  expect(handled).toEqual(numbers);
  stan.close();
  await once(stan, 'close');
  await broker.stop();
});

describe('with sockets', () => {
  test('resolves when there is nobody', async () => {
    await expect(settled()).resolves.toBeUndefined();
  });

  test('does not wait for a client that has said nothing yet', async () => {
    const client = await running.connect();
    await client.until('\r\n');
    await settled();
    expect(await client.exchange('')).toBe('');
  });

  test('waits for the answer, and asks again as long as something came before it', async () => {
    const client = await running.quiet();
    const asked = settled();
    await client.until('PING\r\n');
    client.send('PUB x 0\r\n\r\nPONG\r\n');
    await client.until('PING\r\n');
    client.send('PONG\r\nPUB x 0\r\n\r\n');
    await client.until('PING\r\n');
    client.send('PONG\r\n');
    await asked;
    expect(await client.exchange('')).toBe('');
  });

  test('PONGs answer PINGs in order, also those that ask whether the client is alive', async () => {
    const client = await running.quiet();
    await running.clock.pass(2000, () => Promise.resolve());
    const asked = settled();
    await client.until('PING\r\nPING\r\n');
    client.send('PONG\r\n');
    // The first PONG is not the one that is waited for: the next round does not begin.
    for (let count = 0; count < 10; count += 1) expect(await client.exchange('')).toBe('');
    client.send('PONG\r\n');
    await client.until('PING\r\n');
    client.send('PONG\r\n');
    await asked;
  });

  test('a connection that ends is not waited for', async () => {
    const client = await running.quiet();
    const asked = settled();
    await client.until('PING\r\n');
    client.end();
    await expect(asked).resolves.toBeUndefined();
  });

  test('two may wait at once', async () => {
    const client = await running.quiet();
    const asked = Promise.all([settled(), settled()]);
    await client.until('PING\r\nPING\r\n');
    client.send('PONG\r\nPONG\r\n');
    await expect(asked).resolves.toHaveLength(2);
  });
});

describe('a client that does not answer', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('is left out after 2 s, also when more is sent to it, until it speaks', async () => {
    const [stopped, publisher] = [await running.quiet(), await running.quiet()];
    await stopped.exchange('SUB x 1\r\n');

    let asked = settled();
    await stopped.until('PING\r\n');
    await publisher.until('PING\r\n');
    await publisher.exchange('PONG\r\n');
    await jest.advanceTimersByTimeAsync(2000);
    await publisher.until('PING\r\n');
    publisher.send('PONG\r\n');
    await asked;

    await publisher.exchange('PUB x 0\r\n\r\n');
    asked = settled();
    await publisher.until('PING\r\n');
    publisher.send('PONG\r\n');
    await asked;
    expect(await stopped.until('0\r\n\r\n')).toBe('MSG x 1 0\r\n\r\n');

    // The late answer is for the PING of the first time; a new one has to be answered again.
    await stopped.exchange('PONG\r\n');
    asked = settled();
    await publisher.until('PING\r\n');
    publisher.send('PONG\r\n');
    await stopped.until('PING\r\n');
    stopped.send('PONG\r\n');
    await asked;
    expect(await stopped.exchange('')).toBe('');
  });
});
