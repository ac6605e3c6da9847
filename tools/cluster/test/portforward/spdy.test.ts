import { VirtualClock } from '@workbook/clock';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import v8 from 'node:v8';
import vm from 'node:vm';
import { ForwardingServer } from './forwarding-server';
import { all, type SpdyClient } from './spdy-client';

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;
const clock = new VirtualClock();
let server: ForwardingServer;
let client: SpdyClient;

beforeEach(async () => {
  server = new ForwardingServer(clock);
  await server.start();
  client = await server.spdy();
});
afterEach(async () => {
  client.connection.destroy();
  await server.stop();
});

test('a connection goes through: bytes there and back, and an end of its own in each direction', async () => {
  const connection = await client.connect(4222);
  client.write(connection, 'PING\r\n', true);
  expect(await all(connection.output)).toBe('PING\r\n');
  expect(await all(connection.error)).toBe('');
  expect(client.told.map(({ type }) => type)).toEqual(['SYN_REPLY', 'SYN_REPLY']);
  expect(server.inPod).toBe(0);
});

test('many connections at once, on several ports, do not mix', async () => {
  const numbers = Array.from({ length: 200 }, (_, index) => index);
  const echoes = numbers.map(async (number) => {
    const connection = await client.connect(4222 + (number % 2));
    client.write(connection, `I am ${number}`, true);
    return all(connection.output);
  });
  expect(await Promise.all(echoes)).toEqual(numbers.map((number) => `I am ${number}`));
});

test('the streams of a connection may come in the other order, and without a request id', async () => {
  const [, error] = await client.open({ port: '4222', streamtype: 'error' }, true);
  const [stream, output] = await client.open({ port: '4222', streamtype: 'data' });
  client.send({ type: 'DATA', stream, fin: true, data: Buffer.from('old') });
  expect(await all(output)).toBe('old');
  expect(await all(error)).toBe('');

  const headers = { port: '4222', requestid: 'other' };
  const [second, reversed] = await client.open({ ...headers, streamtype: 'data' });
  await client.open({ ...headers, streamtype: 'error' }, true);
  client.send({ type: 'DATA', stream: second, fin: true, data: Buffer.from('order') });
  expect(await all(reversed)).toBe('order');
});

test('a port that nobody serves: the error stream says so, and the session goes on', async () => {
  const refused = await client.connect(4999);
  expect(await all(refused.error)).toBe(
    'error forwarding port 4999 to pod nats-depl-1/default, uid : nobody listens',
  );
  expect(await all(refused.output)).toBe('');
  const next = await client.connect(4222);
  client.write(next, 'still here', true);
  expect(await all(next.output)).toBe('still here');
});

test('a pod that ends a connection ends both of its streams, whatever the client has to say', async () => {
  const connection = await client.connect(4998);
  expect(await all(connection.output)).toBe('bye');
  expect(await all(connection.error)).toBe('');
  expect(server.inPod).toBe(0);
});

test('who gives up a stream ends its connection, and the error stream ends too', async () => {
  const connection = await client.connect(4222);
  client.write(connection, 'x');
  await once(connection.output, 'data');
  client.send({ type: 'RST_STREAM', stream: connection.stream, status: 5 });
  expect(await all(connection.error)).toBe('');
  expect(server.inPod).toBe(0);
});

test('who hangs up ends all connections', async () => {
  for (let opened = 0; opened < 20; opened += 1) {
    const connection = await client.connect(4222);
    client.write(connection, 'x');
    await once(connection.output, 'data');
  }
  expect(server.inPod).toBe(20);
  client.connection.end();
  await once(client.connection, 'close');
  while (server.inPod > 0) await new Promise((resolve) => setImmediate(resolve));
});

test.each([
  ['without a port', { streamtype: 'data' }],
  ['with port 0', { port: '0', streamtype: 'data' }],
  ['with no port at all', { port: 'nats', streamtype: 'data' }],
  ['without a type', { port: '4222' }],
  ['of another type', { port: '4222', streamtype: 'stdin' }],
])('a stream %s is refused', async (_, headers) => {
  await client.open(headers);
  expect(await client.next('RST_STREAM')).toMatchObject({ stream: 1 });
  const connection = await client.connect(4222);
  client.write(connection, 'as before', true);
  expect(await all(connection.output)).toBe('as before');
});

test('a second stream of the same type is nothing, the first goes on', async () => {
  const headers = { port: '4222', requestid: '0', streamtype: 'data' };
  const [stream, output] = await client.open(headers);
  await client.open(headers);
  await client.open({ ...headers, streamtype: 'error' }, true);
  client.send({ type: 'DATA', stream, fin: true, data: Buffer.from('first') });
  expect(await all(output)).toBe('first');
});

test('the first stream for errors says that there is a second', async () => {
  const headers = { port: '4222', requestid: '0', streamtype: 'error' };
  const [, error] = await client.open(headers);
  await client.open(headers);
  const words = 'error processing stream for request 0: error stream already assigned';
  expect(String(((await once(error, 'data')) as [Buffer])[0])).toBe(words);
});

test('half a pair is given up after 30 s', async () => {
  const [, error] = await client.open({ port: '4222', requestid: '8', streamtype: 'error' });
  await client.next('SYN_REPLY');
  await clock.pass(30_000, () => Promise.resolve());
  expect(await all(error)).toBe('(request=8) timed out waiting for streams');
});

test('a PING comes back', async () => {
  client.send({ type: 'PING', id: 7 });
  expect(await client.next('PING')).toEqual({ type: 'PING', id: 7 });
});

test('data for a stream that never was, or has ended, is nothing', async () => {
  client.send({ type: 'DATA', stream: 5, fin: false, data: Buffer.from('?') });
  const connection = await client.connect(4222);
  client.write(connection, 'all', true);
  client.write(connection, 'more', true);
  expect(await all(connection.output)).toBe('all');
  expect(client.told.map(({ type }) => type)).not.toContain('RST_STREAM');
});

test.each([
  ['data for stream 0', '0000000000000001ff'],
  ['headers that are none', '80030001000000120000000100000000000078bb0000deadbeef'],
  ['a GOAWAY', '80030007000000080000000000000000'],
])('%s: the session ends with a GOAWAY', async (_, bytes) => {
  const { connection } = client;
  connection.write(Buffer.from(bytes, 'hex'));
  expect(await client.next('GOAWAY')).toMatchObject({ lastStream: 0, status: 0 });
  await once(connection, 'close');
});

test('a number that is not higher is refused', async () => {
  await client.connect(4222);
  await client.next('SYN_REPLY');
  // The headers of no stream, compressed, as zlib goes on with them.
  const block = Buffer.from('62600003000000ffff', 'hex');
  client.send({ type: 'SYN_STREAM', stream: 2, fin: false, block });
  expect(await client.next('RST_STREAM')).toEqual({ type: 'RST_STREAM', stream: 2, status: 1 });
});

/** Bytes that are in use: what nobody needs any more is taken away first. */
function kept(): number {
  collectGarbage();
  const { external, heapUsed } = process.memoryUsage();
  return external + heapUsed;
}

test('100 MiB through one connection, and never many of them at once in memory', async () => {
  const connection = await client.connect(4222);
  const part = randomBytes(1024 * 1024);
  const before = kept();
  let most = 0;
  let left = 100;
  const send = (): void => {
    while (left > 0) {
      left -= 1;
      client.write(connection, part, left === 0);
      if (client.connection.writableNeedDrain) {
        client.connection.once('drain', send);
        return;
      }
    }
  };
  send();
  let came = 0;
  for await (const chunk of connection.output) {
    const parts = Math.floor(came / part.length);
    came += (chunk as Buffer).length;
    if (Math.floor(came / part.length) > parts) most = Math.max(most, kept() - before);
  }
  expect(came).toBe(100 * 1024 * 1024);
  expect(most).toBeLessThan(64 * 1024 * 1024);
});

test('who does not read stops who sends: nothing piles up in between', async () => {
  const connection = await client.connect(4222);
  const part = Buffer.alloc(1024 * 1024, 1);
  let sent = 0;
  // Nobody reads connection.output, so what comes back stands in the way of everything.
  for (let isTaken = true; isTaken && sent < 200; sent += 1) {
    client.write(connection, part);
    isTaken = await Promise.race([
      once(client.connection, 'drain').then(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 300)),
    ]);
  }
  expect(sent).toBeLessThan(100);
  client.write(connection, '', true);
  let came = 0;
  for await (const chunk of connection.output) came += (chunk as Buffer).length;
  expect(came).toBe(sent * part.length);
});
