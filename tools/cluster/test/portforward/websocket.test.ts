import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWebSocketStream, WebSocket } from 'ws';
import { ForwardingServer } from './forwarding-server';
import { all, SpdyClient } from './spdy-client';

let server: ForwardingServer;
const clients: WebSocket[] = [];

beforeEach(async () => {
  server = new ForwardingServer();
  await server.start();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await server.stop();
});

/** Messages may come together with the answer: who wants all of them listens before it is open. */
async function connect(query: string, protocol = 'v4.channel.k8s.io'): Promise<Channels> {
  const client = new WebSocket(`ws://127.0.0.1:${server.port}/?${query}`, protocol);
  clients.push(client);
  const channels = new Channels(client);
  await once(client, 'open');
  return channels;
}

/** The messages of each channel; those with the ports have been taken off. */
class Channels {
  /** All of them as they came, with `false` for those of text. */
  readonly messages: string[] = [];
  readonly bytes = new Map<number, Buffer[]>();
  readonly #ports = new Map<number, number>();

  constructor(readonly client: WebSocket) {
    client.on('message', (message: Buffer, isBinary) => {
      this.messages.push(`${isBinary} ${message.toString('latin1', 0, 20)}`);
      const [channel, data] = [message[0]!, message.subarray(1)];
      if (!this.#ports.has(channel)) this.#ports.set(channel, data.readUInt16LE());
      else this.bytes.set(channel, [...(this.bytes.get(channel) ?? []), data]);
    });
  }

  get ports(): number[] {
    return [...this.#ports].sort(([a], [b]) => a - b).map(([, port]) => port);
  }

  text(channel: number): string {
    return Buffer.concat(this.bytes.get(channel) ?? []).toString();
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await once(this.client, 'message');
  }
}

test('two ports on four channels: each begins with its port, and one may fail alone', async () => {
  const channels = await connect('ports=4222&ports=4999');
  const { client } = channels;
  client.send(Buffer.from('\0PING\r\n'));
  await channels.until(() => channels.text(0) === 'PING\r\n' && channels.text(3) !== '');
  expect(channels.ports).toEqual([4222, 4222, 4999, 4999]);
  expect(channels.text(3)).toBe(
    'error forwarding port 4999 to pod nats-depl-1/default, uid : nobody listens',
  );
  expect(client.readyState).toBe(WebSocket.OPEN);
});

test('it is closed when its last connection is over', async () => {
  const { client } = await connect('ports=4999');
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1000);
});

test('who closes it ends the connections in the pod', async () => {
  const channels = await connect('ports=4222,8222');
  const { client } = channels;
  client.send(Buffer.from('\0x'));
  client.send(Buffer.from('\x02y'));
  await channels.until(() => channels.text(0) === 'x' && channels.text(2) === 'y');
  expect(server.inPod).toBe(2);
  client.close();
  while (server.inPod > 0) await new Promise((resolve) => setImmediate(resolve));
});

test("a channel that is not there, or only for errors, is nobody's", async () => {
  const channels = await connect('ports=4222');
  const { client } = channels;
  for (const message of ['', '\x01x', '\x02x', '\xffx', '\0ok']) {
    client.send(Buffer.from(message, 'latin1'));
  }
  await channels.until(() => channels.text(0) !== '');
  expect(channels.text(0)).toBe('ok');
});

test('bytes as base64 are text messages', async () => {
  const { client, messages } = await connect('ports=4222', 'v4.base64.channel.k8s.io');
  client.send(`0${Buffer.from('PING\r\n').toString('base64')}`);
  while (messages.length < 3) await once(client, 'message');
  expect(messages).toEqual(['false 0fhA=', 'false 1fhA=', 'false 0UElORw0K']);
});

test('20 MiB come back whole', async () => {
  const { client } = await connect('ports=4222');
  const part = randomBytes(1024 * 1024);
  for (let sent = 0; sent < 20; sent += 1) client.send(Buffer.concat([Buffer.of(0), part]));
  let came = 0;
  client.on('message', (message: Buffer) => {
    if (message[0] === 0 && message.length > 3) came += message.length - 1;
  });
  while (came < 20 * part.length) await once(client, 'message');
  expect(came).toBe(20 * part.length);
});

test('who does not read stops who sends: nothing piles up in between', async () => {
  const { client } = await connect('ports=4222');
  client.pause();
  const part = Buffer.alloc(1024 * 1024);
  let sent = 0;
  for (let isTaken = true; isTaken && sent < 200; sent += 1) {
    isTaken = await Promise.race([
      new Promise<true>((resolve) => client.send(part, () => resolve(true))),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 300)),
    ]);
  }
  expect(sent).toBeLessThan(100);
});

test('messages that are none close it', async () => {
  const { client } = await connect('ports=4222');
  const { _socket: socket } = client as unknown as { _socket: NodeJS.WritableStream };
  // Bits that the protocol leaves at 0.
  socket.write(Buffer.from([0xf2, 0x80, 0, 0, 0, 0]));
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1002);
  while (server.inPod > 0) await new Promise((resolve) => setImmediate(resolve));
});

test('the tunnel carries a session of SPDY', async () => {
  const name = 'SPDY/3.1+portforward.k8s.io';
  // ws takes no name with a `/`: it asks for none, and does not see the answer.
  const client = new WebSocket(`ws://127.0.0.1:${server.port}/`, {
    headers: { 'sec-websocket-protocol': name },
  });
  clients.push(client);
  let answer: string | undefined;
  client.once('upgrade', ({ headers }) => {
    answer = headers['sec-websocket-protocol'];
    delete headers['sec-websocket-protocol'];
  });
  await once(client, 'open');
  expect(answer).toBe(name);
  const spdy = new SpdyClient(createWebSocketStream(client));
  const connection = await spdy.connect(4222);
  spdy.write(connection, 'through both', true);
  expect(await all(connection.output)).toBe('through both');
  const left = await spdy.connect(4222);
  spdy.write(left, 'x');
  await once(left.output, 'data');
  client.close();
  while (server.inPod > 0) await new Promise((resolve) => setImmediate(resolve));
});
