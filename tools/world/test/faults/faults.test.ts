import type { Message } from 'node-nats-streaming';
import { type Service, type TestBroker, World } from '../../src';
import { parsePlan } from '../../src/faults';

const CHANNEL = 'order:updated';

let world: World<{ broker: object }>;
let broker: TestBroker;
afterEach(() => world.stop());

async function open(faults: string): Promise<void> {
  world = await World.open({
    broker: { faults, store: faults.includes('#9') ? 'disk' : 'memory' },
  });
  broker = world.servers.broker;
}

/** Copies that acknowledge by hand, and have 5 s for it. */
async function payments(copies: number, faults: string): Promise<Service> {
  await open(faults);
  return broker.start('payments', copies, ({ stan, onMessage }) => {
    const options = stan
      .subscriptionOptions()
      .setManualAckMode(true)
      .setAckWait(5000)
      .setDurableName('payments')
      .setDeliverAllAvailable();
    stan.subscribe(CHANNEL, 'payments', options).on('message', (msg: Message) => {
      onMessage({}, msg);
      msg.ack();
    });
  });
}

/** `payments-1 #1 #2`, copy by copy; `again` for what was redelivered. */
function handled({ copies }: Service): string[] {
  return copies.map(({ name, handled: events }) =>
    [name, ...events.map((one) => `#${one.sequence}${one.redelivered ? ' again' : ''}`)].join(' '),
  );
}

async function publish(count: number): Promise<void> {
  await broker.publish(CHANNEL, ...Array.from({ length: count }, () => ({})));
  await broker.settled();
}

test('lose-ack: the message comes again after its ackWait', async () => {
  const service = await payments(1, 'lose-ack payments-1 #1');
  await publish(2);
  expect(handled(service)).toEqual(['payments-1 #1 #2']);
  await world.pass('5s');
  expect(handled(service)).toEqual(['payments-1 #1 #2 #1 again']);
});

test('crash-before-save: its copy never sees the message; another one gets it', async () => {
  const service = await payments(2, 'crash-before-save payments-2 #2');
  await publish(2);
  expect(handled(service)).toEqual(['payments-1 #1', 'payments-2']);
  await world.pass('5s');
  expect(handled(service)).toEqual(['payments-1 #1 #2 again', 'payments-2']);
});

test('crash-after-save: its copy has handled the message, and another one handles it again', async () => {
  const service = await payments(2, 'crash-after-save payments-2 #2');
  await publish(2);
  await world.pass('5s');
  expect(handled(service)).toEqual(['payments-1 #1 #2 again', 'payments-2 #2']);
});

test('deliver-twice: the same delivery arrives two times', async () => {
  const service = await payments(1, 'deliver-twice payments-1 #1');
  await publish(2);
  expect(handled(service)).toEqual(['payments-1 #1 #1 #2']);
});

test('hold: a message arrives after those behind it', async () => {
  const service = await payments(1, 'hold payments-1 #1 2s');
  await publish(3);
  expect(handled(service)).toEqual(['payments-1 #2 #3']);
  await world.pass('2s');
  expect(handled(service)).toEqual(['payments-1 #2 #3 #1']);
});

test('pause: for so long the copy gets nothing, and nothing that it sends arrives', async () => {
  const service = await payments(1, 'pause payments-1 #1 6s');
  await publish(2);
  expect(handled(service)).toEqual(['payments-1']);
  await world.pass('6s');
  expect(handled(service)).toEqual(['payments-1 #1 #2 #1 again #2 again']);
});

test('pause: one that begins when another is not over ends with the later of the two', async () => {
  const service = await payments(1, 'pause payments-1 #1 4s, pause payments-1 #2 1s');
  await publish(2);
  await world.pass('1s');
  expect(handled(service)).toEqual(['payments-1']);
  await world.pass('3s');
  expect(handled(service)).toEqual(['payments-1 #1 #2']);
});

test('cut: the connection breaks, and the client comes back on its own', async () => {
  const service = await payments(1, 'cut payments-1 #1');
  const back = new Promise((resolve) => service.copies[0]!.stan.once('reconnect', resolve));
  await publish(1);
  await back;
  await broker.settled();
  await publish(1);
  expect(handled(service)[0]).toMatch(/ #2$/);
});

test('what became of each fault is told, and why one never happened', async () => {
  const plan =
    'deliver-twice payments-1 #1, cut payments-7 #1, hold payments-1 #8 2s, crash-after-save payments-2 #1, restart #9';
  await payments(1, plan);
  await broker.connect('payments-2');
  await publish(2);
  const [twice, cut, hold, crash, restart] = parsePlan(plan);
  expect(broker.faults.report()).toEqual([
    { fault: twice, outcome: 'happened' },
    { fault: cut, outcome: 'no such client', clients: ['payments-1', 'payments-2', 'publisher'] },
    { fault: hold, outcome: 'not delivered', delivered: [1, 2] },
    { fault: crash, outcome: 'not delivered', delivered: [] },
    { fault: restart, outcome: 'not published', last: 2 },
  ]);
});

test('a copy that sends no ack can lose none, and of two faults at one message the first happens', async () => {
  const plan = 'lose-ack mute #1, deliver-twice mute #2, hold mute #2 1s';
  await open(plan);
  const stan = await broker.connect('mute');
  await new Promise((resolve) => {
    const options = stan.subscriptionOptions().setManualAckMode(true);
    stan.subscribe(CHANNEL, options).on('ready', resolve);
  });
  await publish(2);
  expect(broker.faults.report().map(({ outcome }) => outcome)).toEqual([
    'not acknowledged',
    'happened',
    'forestalled',
  ]);
});

test('restart: the broker is another process, and what it kept is there', async () => {
  const service = await payments(1, 'restart #1, lose-ack payments-1 #9');
  await publish(2);
  await world.pass('5s');
  expect(new Set(service.handled.map(({ sequence }) => sequence))).toEqual(new Set([1, 2]));
});

if (!process.env.NATS_STREAMING_SERVER) {
  test('what the faults did is in the recording', async () => {
    await payments(2, 'lose-ack payments-1 #1, crash-before-save payments-2 #2');
    await publish(2);
    const { happened } = broker.recording;
    expect(happened).toContainEqual(expect.objectContaining({ kind: 'ack lost', sequence: 1 }));
    expect(happened).toContainEqual(
      expect.objectContaining({ kind: 'crashed', client: 'payments-2', when: 'before its save' }),
    );
  });
}
