import { VirtualClock } from '@workbook/clock';
import { connect, type Message, type Stan } from 'node-nats-streaming';
import { type Broker, startBroker } from '../../src';

/** A client that leaves more than this unread is given up. */
const MAX_PENDING = 256 * 1024;
/** Four times as much, without counting headers. */
const COUNT = 1024;
const PAYLOAD = 'x'.repeat(1024);

let clock: VirtualClock;
let broker: Broker;
let stan: Stan;

beforeEach(async () => {
  clock = new VirtualClock();
  const coreLimits = { maxPending: MAX_PENDING, maxPayload: 64 * 1024 };
  broker = await startBroker({ clock, coreLimits });
  stan = connect('test-cluster', 'me', { url: broker.url });
  await new Promise((connected) => stan.once('connect', connected));
  const acked = Array.from({ length: COUNT }, async () => {
    await new Promise((resolve) => stan.publish('foo', PAYLOAD, resolve));
  });
  await Promise.all(acked);
});
afterEach(async () => {
  stan.close();
  await broker.stop();
});

const inOrder = Array.from({ length: COUNT }, (_, index) => index + 1);

/** Takes everything there is, and acknowledges nothing. */
function greedy(durableName: string): number[] {
  const options = stan.subscriptionOptions().setDeliverAllAvailable().setDurableName(durableName);
  options.setMaxInFlight(COUNT).setManualAckMode(true).setAckWait(1000);
  const sequences: number[] = [];
  stan
    .subscribe('foo', options)
    .on('message', (message: Message) => sequences.push(message.getSequence()));
  return sequences;
}

test('a window that holds more than a client may leave unread is filled as fast as the client reads', async () => {
  const sequences = greedy('d');
  await broker.settled();
  expect(sequences).toEqual(inOrder);
});

test('and so it is when everything comes again', async () => {
  const sequences = greedy('d');
  await clock.pass(1000, async () => broker.settled());
  expect(sequences).toEqual([...inOrder, ...inOrder]);
});
