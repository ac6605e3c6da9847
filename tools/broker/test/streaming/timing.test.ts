import { InProcess } from './in-process';

test('C30 redelivery keeps its pace over a hundred ackWaits (section 8, T11)', async () => {
  const broker = new InProcess();
  const client = broker.client('me');
  const listener = client.subscribe('foo');
  client.publish('foo');
  await broker.pass(100_000);
  expect(listener.received.at(-1)).toMatchObject({ redelivered: true, redeliveryCount: 100 });
  await broker.pass(999);
  expect(listener.received).toHaveLength(101);
  await broker.pass(1);
  expect(listener.received).toHaveLength(102);
});

test('what is due within 15 ms comes along, and no more (section 3.8)', async () => {
  const broker = new InProcess();
  const client = broker.client('me');
  const listener = client.subscribe('foo');
  for (const pause of [0, 15, 1]) {
    await broker.pass(pause);
    client.publish('foo');
  }
  expect(listener.story()).toBe('1 2 3');
  await broker.pass(984);
  expect(listener.story()).toBe('1r1 2r1');
  await broker.pass(16);
  expect(listener.story()).toBe('3r1');
});

test('C31 an ack does not put off the others', async () => {
  const broker = new InProcess();
  const client = broker.client('me');
  const listener = client.subscribe('foo');
  client.publish('foo');
  await broker.pass(500);
  client.publish('foo');
  listener.ack(1);
  await broker.pass(999);
  expect(listener.story()).toBe('1 2');
  await broker.pass(1);
  expect(listener.story()).toBe('2r1');
});

test('C26 a start in the past is found by time, to the millisecond', async () => {
  const broker = new InProcess();
  const client = broker.client('me');
  for (let sent = 0; sent < 5; sent++) {
    client.publish('foo');
    await broker.pass(100);
  }
  const since = (ms: number): string =>
    client.subscribe('foo', { startPosition: 2, startTimeDelta: ms * 1e6 }).story();
  // The time of day goes on by a little with each message.
  expect(since(300.1)).toBe('3 4 5');
  expect(since(299.9)).toBe('4 5');
  expect(since(1e9)).toBe('1 2 3 4 5');
  expect(since(99)).toBe('');
});

test('timestamps are nanoseconds, and never go back though the clock does (section 8, T36)', () => {
  const broker = new InProcess();
  const client = broker.client('me');
  const listener = client.subscribe('foo');
  const now = broker.clock.now();
  const time = jest.spyOn(broker.clock, 'stamp').mockReturnValue(now);
  client.publish('foo');
  time.mockReturnValue(now - 5000);
  client.publish('foo');
  time.mockReturnValue(now + 0.25);
  client.publish('foo');
  const [first, second, third] = listener.received.map(({ timestamp }) => timestamp);
  expect(first).toBe(now * 1e6);
  expect(second).toBe(first);
  expect(third).toBe(now * 1e6 + 250_000);
});

test('C47 at a resume the old time counts, with the new ackWait added', async () => {
  const broker = new InProcess();
  const client = broker.client('me');
  const before = client.subscribe('foo', { durableName: 'd', ackWaitInSecs: 30 });
  client.publish('foo');
  expect(before.end('subclose')).toBe('');
  const after = client.subscribe('foo', { durableName: 'd', ackWaitInSecs: 1 });
  expect(after.story()).toBe('1r1');
  await broker.pass(30_984);
  expect(after.story()).toBe('');
  await broker.pass(1000);
  expect(after.story()).toBe('1r2');
});
