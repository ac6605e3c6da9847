import { RunningServer } from './running-server';

const running = new RunningServer();
const MINUTE = 60_000;
const pass = (ms: number): Promise<void> => running.clock.pass(ms, () => Promise.resolve());

test('a client is asked after 2 s, then every 2 minutes, and is stale after two silences', async () => {
  const client = await running.quiet();
  await pass(2000);
  await client.until('PING\r\n');
  await pass(2 * MINUTE);
  await client.until('PING\r\n');
  await pass(2 * MINUTE);
  expect(await client.closed()).toBe("-ERR 'Stale Connection'\r\n");
});

test('a client that answers is kept', async () => {
  const client = await running.quiet();
  await pass(2000);
  await client.until('PING\r\n');
  for (let count = 0; count < 10; count += 1) {
    await client.exchange('PONG\r\n');
    // What the client sent counts as life until the next look, so it is asked every other time.
    await pass(4 * MINUTE);
    await client.until('PING\r\n');
  }
  expect(await client.exchange('PONG\r\n')).toBe('');
});

test('a client that sends something is not asked', async () => {
  const client = await running.quiet();
  await pass(2000);
  await client.until('PING\r\n');
  for (let count = 0; count < 10; count += 1) {
    expect(await client.exchange('PUB x 0\r\n\r\n')).toBe('');
    await pass(2 * MINUTE);
  }
});
