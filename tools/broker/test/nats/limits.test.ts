import type { TextClient } from './text-client';
import { RunningServer } from './running-server';

const nothing = (): Promise<void> => Promise.resolve();
const text = (line: string): unknown =>
  expect.stringMatching(new RegExp(`^\\[[A-Z]{3}\\] 127\\.0\\.0\\.1:\\d+ - cid:\\d+ - ${line}$`));

describe('lengths', () => {
  const running = new RunningServer({ limits: { maxPayload: 10, maxControlLine: 100 } });

  test('INFO says how long a payload may be, and a longer one is refused', async () => {
    const client = await running.connect();
    const info = await client.until('\r\n');
    expect(JSON.parse(info.slice('INFO '.length))).toMatchObject({ max_payload: 10 });
    expect(await client.exchange('PUB foo 10\r\n0123456789\r\n')).toBe('+OK\r\n');
    client.send('PUB foo 11\r\n');
    expect(await client.closed()).toBe("-ERR 'Maximum Payload Violation'\r\n");
    expect(running.lines).toEqual([text('maximum payload exceeded: 11 vs 10')]);
  });

  test('a longer line is refused', async () => {
    const client = await running.quiet();
    expect(await client.exchange(`SUB ${'a'.repeat(98)} 1\r\n`)).toBe('');
    client.send(`SUB ${'a'.repeat(99)} 1\r\n`);
    expect(await client.closed()).toBe("-ERR 'maximum control line exceeded'\r\n");
  });
});

describe('numbers', () => {
  const running = new RunningServer({ limits: { maxConnections: 6, maxSubscriptions: 2 } });

  test('one connection too many is told so after INFO; who leaves makes room', async () => {
    const [first] = [await running.quiet(), await running.quiet()];
    const third = await running.connect();
    expect(await third.closed()).toMatch(/^INFO .*\r\n-ERR 'maximum connections exceeded'\r\n$/);
    expect(running.lines).toEqual([text('maximum connections exceeded')]);
    first.send('NONSENSE\r\n');
    await first.closed();
    expect(await (await running.quiet()).exchange('')).toBe('');
  });

  test('one subscription too many is refused, and the connection goes on', async () => {
    const client = await running.quiet();
    const refused = "-ERR 'maximum subscriptions exceeded'\r\n";
    expect(await client.exchange('SUB a 1\r\nSUB b 2\r\nSUB c 3\r\nPUB c 0\r\n\r\n')).toBe(refused);
    expect(await client.exchange('UNSUB 1\r\nSUB c 3\r\nPUB c 0\r\n\r\n')).toBe(
      'MSG c 3 0\r\n\r\n',
    );
  });
});

describe('pings', () => {
  const running = new RunningServer({ limits: { pingInterval: 1000, pingMax: 1 } });

  test('come at the interval, and the silence that is allowed is short', async () => {
    const client = await running.quiet();
    await running.clock.pass(1000, nothing);
    await client.until('PING\r\n');
    await running.clock.pass(1000, nothing);
    expect(await client.closed()).toBe("-ERR 'Stale Connection'\r\n");
  });
});

/** Together far more than the system holds for a client that does not read. */
const MEBIBYTE = Buffer.alloc(1_048_576);
const LOTS = 16;

/** A client that subscribed and does not read, while LOTS of mebibytes are sent to it. */
async function flooded(running: RunningServer): Promise<TextClient> {
  const [slow, publisher] = [await running.quiet(), await running.quiet()];
  await slow.exchange('SUB foo 1\r\n');
  slow.pause();
  for (let sent = 0; sent < LOTS; sent += 1) {
    publisher.send('PUB foo 1048576\r\n');
    publisher.send(MEBIBYTE);
    await publisher.exchange('\r\n');
  }
  return slow;
}

describe('a client that leaves more than it may', () => {
  const running = new RunningServer({ limits: { maxPending: 2_000_000 } });

  test('is given up, and the others are not', async () => {
    const quick = await running.quiet();
    await quick.exchange('SUB foo 1\r\n');
    await flooded(running);
    expect(running.lines).toContainEqual(
      text('Slow Consumer Detected: MaxPending of 2000000 Exceeded'),
    );
    expect(await quick.exchange('')).toContain('MSG foo 1 1048576\r\n');
  });
});

describe('a client that does not read', () => {
  const running = new RunningServer({ limits: { writeDeadline: 500 } });

  test('is given up when the deadline has passed', async () => {
    await flooded(running);
    await running.clock.pass(499, nothing);
    expect(running.lines).toEqual([]);
    await running.clock.pass(1, nothing);
    expect(running.lines).toEqual([
      text(
        'Slow Consumer Detected: WriteDeadline of 500ms exceeded with \\d+ chunks of \\d+ total bytes\\.',
      ),
    ]);
  });

  test('and reads on before the deadline is kept', async () => {
    const late = await flooded(running);
    late.resume();
    await late.exchange('');
    await running.clock.pass(1000, nothing);
    expect(await late.exchange('')).toBe('');
  });
});
