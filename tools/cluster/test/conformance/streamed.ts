import { request } from 'node:https';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { FrameReader } from '../../src/portforward/spdy/frame-reader';
import { HeaderWriter } from '../../src/portforward/spdy/headers';
import { words } from './normal';
import type { SpdyRow, WebSocketRow } from './row';
import type { Server } from './server';

/** What a WebSocket says until it is closed, or silent for `quiet` milliseconds. */
export async function spoken(server: Server, row: WebSocketRow, quiet: number): Promise<unknown> {
  const client = new WebSocket(
    server.url.replace('https', 'wss') + row.webSocket,
    [...row.protocols],
    {
      headers: { authorization: `Bearer ${server.token}` },
      ca: server.ca,
      perMessageDeflate: false,
    },
  );
  const got = new Map<string, Buffer[]>();
  let last = Date.now();
  client.on('message', (message: Buffer, isBinary) => {
    last = Date.now();
    const channel = `${isBinary ? 'bytes' : 'text'} on ${message[0] ?? 'none'}`;
    got.set(channel, [...(got.get(channel) ?? []), message.subarray(1)]);
  });
  client.on('open', () => row.send?.forEach((message) => client.send(message)));
  const end = await new Promise<object>((resolve) => {
    client.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (part) => (body += String(part)));
      response.on('end', () => resolve({ status: response.statusCode, body: words(body) }));
    });
    client.on('error', ({ message }) => resolve({ error: message }));
    client.on('close', (code, reason) =>
      resolve({ protocol: client.protocol, close: code, reason: String(reason) }),
    );
    const timer = setInterval(() => {
      if (client.readyState !== client.OPEN || Date.now() - last < quiet) return;
      client.close(1000);
    }, 20);
    client.on('close', () => clearInterval(timer));
  });
  client.terminate();
  return { ...end, ...(got.size > 0 && { got: channels(got) }) };
}

/** What came on each channel: how its bytes were cut into messages is not said. */
function channels(got: ReadonlyMap<string, readonly Buffer[]>): object {
  return Object.fromEntries(
    [...got]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([channel, parts]) => [channel, told(Buffer.concat(parts).toString('latin1'))]),
  );
}

/** As much as tells one answer from another: why a port cannot be reached is told by each kubelet in its own words. */
function told(text: string): string {
  const short = text.replace(/(uid :).*/s, '$1');
  return short.length > 200 ? `${short.length} bytes` : short;
}

/** Which frames come back, until the connection is closed, or silent. */
export async function framed(server: Server, row: SpdyRow, quiet: number): Promise<unknown> {
  const sent = request(server.url + row.spdy, {
    method: 'POST',
    ca: server.ca,
    agent: false,
    headers: {
      authorization: `Bearer ${server.token}`,
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': 'portforward.k8s.io',
    },
  });
  sent.end();
  const upgraded = await new Promise<[Socket, Buffer] | { status: number | undefined }>(
    (resolve, reject) => {
      sent.once('upgrade', (_answer, connection: Socket, rest) => resolve([connection, rest]));
      sent.once('response', ({ statusCode }) => resolve({ status: statusCode }));
      sent.once('error', reject);
    },
  );
  if (!Array.isArray(upgraded)) return upgraded;
  const [socket, head] = upgraded;
  const reader = new FrameReader();
  const frames: string[] = [];
  const texts = new Map<number, string>();
  let last = Date.now();
  const take = (chunk: Buffer): void => {
    last = Date.now();
    for (const frame of reader.read(chunk)) {
      if (frame.type === 'DATA' && frame.data.length === 0) continue;
      if (frame.type === 'DATA')
        texts.set(frame.stream, (texts.get(frame.stream) ?? '') + String(frame.data));
      else frames.push(described(frame));
    }
  };
  if (head.length > 0) take(head);
  socket.on('data', take);
  socket.on('error', () => undefined);
  const writer = new HeaderWriter();
  for (const frame of await row.frames((headers) => writer.write(new Map(Object.entries(headers)))))
    socket.write(frame);
  while (!socket.destroyed && Date.now() - last < quiet)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const isClosed = socket.destroyed;
  const end = isClosed ? 'closed' : 'open';
  socket.destroy();
  writer.close();
  const data = [...texts]
    .sort(([a], [b]) => a - b)
    .map(([stream, text]) => `DATA ${stream}: ${told(text)}`);
  // Frames of different streams come as they come.
  // Whether a GOAWAY is on its way before the connection is closed is not sure.
  const sure = frames.filter((frame) => !isClosed || !frame.startsWith('GOAWAY'));
  return { frames: sure.sort(), ...(data.length > 0 && { data }), end };
}

function described(frame: {
  readonly type: string;
  readonly stream?: number;
  readonly status?: number;
  readonly id?: number;
}): string {
  return [
    frame.type,
    frame.stream ?? frame.id,
    frame.status !== undefined && `status ${frame.status}`,
  ]
    .filter((part) => part !== undefined && part !== false)
    .join(' ');
}
