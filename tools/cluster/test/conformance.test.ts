import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, connect, type Server } from 'node:net';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Image, PocketCluster } from '../src';
import { aCluster, ask, create, podOf, PODS, stopAll } from './running-cluster';

interface HTTPRow {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly spdy?: string | null;
  readonly webSocket?: string;
  readonly token?: string | null;
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: string;
}

interface WebSocketRow {
  readonly name: string;
  readonly path: string;
  readonly protocols: readonly string[];
  readonly status?: number;
  readonly body?: string;
  readonly protocol?: string;
  readonly close?: number;
  readonly got?: readonly string[];
  readonly error?: string;
}

const table = JSON.parse(readFileSync(path.join(__dirname, 'conformance.json'), 'utf8')) as {
  http: HTTPRow[];
  webSocket: WebSocketRow[];
};

let cluster: PocketCluster;
let server: Server;
let greeting = '';

/** As behind the real API server: one port, on which each connection is greeted. */
const greets: Image = () => {
  const { port } = server.address() as AddressInfo;
  let exit: (code: number) => void;
  return {
    ready: Promise.resolve(),
    exited: new Promise((resolve) => (exit = resolve)),
    connect: (asked) => (asked === 4222 ? connect({ port, host: '127.0.0.1' }) : undefined),
    signal: () => exit(0),
    settled: () => Promise.resolve(),
  };
};

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(greeting);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cluster = await aCluster({ images: { greets } });
  await create(
    cluster,
    PODS,
    podOf('nats-depl-1', { containers: [{ name: 'n', image: 'greets' }] }),
  );
  await create(cluster, PODS, podOf('not-ready', { nodeSelector: { disk: 'fast' } }));
});
afterAll(async () => {
  await stopAll();
  server.close();
});

test.each(table.http.map((row) => [row.name, row] as const))('%s', async (_, row) => {
  greeting = 'INFO {}\r\n';
  const headers = {
    ...(row.spdy !== undefined && { connection: 'Upgrade', upgrade: 'SPDY/3.1' }),
    ...(row.spdy && { 'x-stream-protocol-version': row.spdy }),
    ...(row.webSocket && {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      'sec-websocket-protocol': row.webSocket,
    }),
  };
  const token = row.token === undefined ? {} : { token: row.token };
  const answer = await ask(cluster, PODS + row.path, {
    method: row.method,
    headers,
    ...token,
  }).catch((error: unknown) => (error as Error).message);
  if (typeof answer === 'string') {
    expect(answer).toBe(row.error);
    return;
  }
  expect(answer.status).toBe(row.status);
  if (row.body !== undefined) expect(answer.body).toBe(row.body);
  if (row.type !== undefined) expect(answer.headers['content-type']).toBe(row.type);
  expect(answer.headers).toMatchObject(row.headers ?? {});
});

test.each(table.webSocket.map((row) => [row.name, row] as const))('%s', async (_, row) => {
  greeting = greetingOf(row);
  const url = cluster.url.replace('https', 'wss') + PODS + row.path;
  const client = new WebSocket(url, [...row.protocols], {
    headers: { authorization: `Bearer ${cluster.token}` },
    rejectUnauthorized: false,
  });
  const got: string[] = [];
  client.on('message', (message: Buffer) => {
    // As the real rows were written: the first 60 bytes, and of them those that are ASCII.
    const text = message.toString('latin1', 1, 61).replace(/[\x80-\xff]/g, '');
    got.push(`ch${message[0]} ${message.length - 1}B ${JSON.stringify(text)}`);
  });
  const seen = await new Promise<object>((resolve) => {
    client.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (part) => (body += String(part)));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    client.on('error', ({ message }) => resolve({ error: message }));
    client.on('close', (code) => resolve({ protocol: client.protocol, close: code }));
  });
  expect(row).toMatchObject(seen);
  // Which of two ports answers first is not said.
  expect(got.sort()).toEqual([...(row.got ?? [])].sort());
});

/** What was said on the connection of a row. */
function greetingOf({ got = [] }: WebSocketRow): string {
  const number = /connection[^0-9]*(\d+)|bjl9/.exec(got.join())?.[1];
  return `INFO {"connection":${number ?? 9}}\r\n`;
}
