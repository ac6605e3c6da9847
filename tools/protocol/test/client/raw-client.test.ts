import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { RawClient } from '../../src/client';
import { FakeServer } from './fake-server';

let server: FakeServer;
const clients: RawClient[] = [];

beforeEach(async () => {
  server = new FakeServer();
  await server.listen();
});
afterEach(async () => {
  delete process.env.WORKBOOK_PATIENCE;
  await Promise.all(clients.splice(0).map((client) => client.drop()));
  await server.close();
});

async function open(options?: object | null): Promise<RawClient> {
  const client = await RawClient.open(server.url, options);
  clients.push(client);
  return client;
}

/** All limits are 0.1 s from now on. */
function loseNoTime(): void {
  process.env.WORKBOOK_PATIENCE = '0.01';
}

test('it says CONNECT when it has heard INFO, if it is to', async () => {
  const client = await open({ verbose: true, name: 'ä' });
  expect(client.lines).toEqual(['INFO {"max_payload":100} ']);
  expect(server.heard).toEqual(['CONNECT {"verbose":true,"name":"ä"}']);
  await (await open(null)).flush();
  expect(server.heard).toHaveLength(1);
});

test('it gets what is published to what it subscribed to, until it unsubscribes', async () => {
  const client = await open();
  const kept = client.subscribe('foo');
  const told: string[] = [];
  const other = client.subscribe('foo', 'group', ({ payload }) => told.push(payload.toString()));
  client.publish('foo', 'ä', 're.ply');
  await client.flush();
  const message = { subject: 'foo', sid: kept.sid, reply: 're.ply', headers: undefined };
  expect(kept.received).toEqual([{ ...message, payload: Buffer.from('ä') }]);
  expect([told, other.received]).toEqual([['ä'], []]);
  client.unsubscribe(other);
  client.publish('foo');
  await client.flush();
  expect([kept.received.length, told.length]).toEqual([2, 1]);
  expect(server.heard.slice(1)).toEqual(['SUB foo', 'SUB foo group', 'UNSUB foo']);
});

test('subjects are bytes', async () => {
  const client = await open();
  const { received } = client.subscribe('\xc3\xbc.\xff');
  client.publish('\xc3\xbc.\xff', Buffer.from([0, 255]), '\xfe');
  await client.flush();
  expect(received).toMatchObject([
    { subject: '\xc3\xbc.\xff', reply: '\xfe', payload: Buffer.from([0, 255]) },
  ]);
});

test('it answers PINGs, and keeps every other line', async () => {
  const client = await open();
  server.say("PING\r\n+OK\r\n-ERR 'No'\r\nMSG foo 9 r 2\r\nhi\r\nPONG\r\n");
  await client.until(() => client.lines.length >= 5, 'The lines had not come');
  expect(client.lines.slice(1)).toEqual(['+OK', "-ERR 'No'", 'MSG foo 9 r 2', 'PONG']);
  await client.flush();
  expect(server.heard.slice(1)).toEqual(['PONG']);
});

test('a request has the first answer', async () => {
  const client = await open();
  server.published = ({ subject, reply, payload }) => {
    if (subject !== 'ask') return;
    for (const more of ['!', '?']) server.send(reply!, Buffer.concat([payload, Buffer.from(more)]));
  };
  expect(String(await client.request('ask', Buffer.from('ho')))).toBe('ho!');
  await client.flush();
  expect(client.lines).toHaveLength(2);
  expect(server.heard.at(-1)).toMatch(/^UNSUB _INBOX\./);
});

describe('what is awaited in vain', () => {
  test('is said, with how long it was awaited', async () => {
    const client = await open();
    server.answersPings = false;
    loseNoTime();
    await expect(client.request('_STAN.pub.x', Buffer.of())).rejects.toThrow(
      'Nobody answered the request to _STAN.pub.x within 0.1 s.',
    );
    await expect(client.flush()).rejects.toThrow('The server answered no PING within 0.1 s.');
    await expect(client.closed()).rejects.toThrow(
      'The server had not closed the connection within 0.1 s.',
    );
    await expect(client.until(() => false, 'It had not come', 50)).rejects.toThrow(
      'It had not come within 0.0005 s.',
    );
  });

  test('names those who wait in its stack', async () => {
    const client = await open();
    loseNoTime();
    const waiting = async function theTest(): Promise<void> {
      await client.request('a', Buffer.of());
    };
    const error = await waiting().catch((reason: unknown) => reason as Error);
    expect((error as Error).stack).toMatch(/RawClient\.request[^]*theTest/);
  });

  test('is over when the connection is', async () => {
    const client = await open();
    const [asked, flushed] = [client.request('a', Buffer.of()), client.flush()];
    const refused = expect(asked).rejects.toThrow(
      'Nobody answered the request to a before the connection was closed.',
    );
    server.answersPings = false;
    server.cut();
    await refused;
    await flushed;
    await client.closed();
    expect(client.isClosed).toBe(true);
    await client.flush();
    await expect(client.request('b', Buffer.of())).rejects.toThrow('Nobody answered');
  });

  test.each([
    ['PINGPONG\r\n', 'what is no line of a server: "PINGPONG\\r\\n"'],
    ['MSG a 1 101\r\n', 'a message of 101 bytes, where its INFO allows 100'],
  ])('%j, which no server says, is thrown wherever somebody waits', async (text, what) => {
    const client = await open();
    const asked = client.request('a', Buffer.of());
    const refused = expect(asked).rejects.toThrow(`The server sent ${what}`);
    server.say(text);
    await refused;
    await client.over;
    await expect(client.closed()).rejects.toThrow(`The server sent ${what}`);
  });
});

describe('it does not open', () => {
  test('where nobody listens', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    await expect(RawClient.open(`nats://127.0.0.1:${port}`)).rejects.toThrow('ECONNREFUSED');
  });

  test('where nobody says INFO', async () => {
    server.greeting = '';
    const before = expect(open()).rejects.toThrow(
      `${server.url} said no INFO before the connection was closed.`,
    );
    while (server.connections === 0) await new Promise((resolve) => setImmediate(resolve));
    server.cut();
    await before;
    loseNoTime();
    await expect(open()).rejects.toThrow(`${server.url} said no INFO within 0.1 s.`);
    while (server.connections > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});
