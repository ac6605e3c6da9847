import { WebSocket } from 'ws';
import type { CrowdRow, SlowRow } from './row';
import type { Server } from './server';

/** So long one that is slow reads nothing. */
const PAUSE_MS = 500;
const PART = 32 * 1024;
/** So long all of it may take. */
const LIMIT_MS = 20_000;

function open(server: Server, path: string): WebSocket {
  return new WebSocket(server.url.replace('https', 'wss') + path, ['v4.channel.k8s.io'], {
    headers: { authorization: `Bearer ${server.token}` },
    ca: server.ca,
    perMessageDeflate: false,
  });
}

/** How many got which first bytes from the pod. */
export async function crowded(server: Server, row: CrowdRow): Promise<unknown> {
  const first = await Promise.all(
    Array.from({ length: row.count }, async () => {
      const client = open(server, row.crowd);
      const bytes = await new Promise<string>((resolve) => {
        client.on('message', (message: Buffer) => {
          // The first message of a channel is the number of its port.
          if (message[0] === 0 && message.length > 3) resolve(message.toString('latin1', 1));
        });
        client.on('error', ({ message }) => resolve(message));
        client.on('close', (code) => resolve(`closed with ${code}`));
      });
      client.terminate();
      return bytes;
    }),
  );
  const counts = new Map<string, number>();
  for (const bytes of first) counts.set(bytes, (counts.get(bytes) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** How many bytes come back in the end. */
export async function slow(server: Server, row: SlowRow): Promise<unknown> {
  const client = open(server, row.slow);
  let came = 0;
  const all = new Promise<void>((resolve) => {
    client.on('message', (message: Buffer) => {
      if (message[0] === 0 && message.length > 3) came += message.length - 1;
      if (came >= row.bytes) resolve();
    });
    client.on('error', () => resolve());
    client.on('close', () => resolve());
    setTimeout(resolve, LIMIT_MS).unref();
  });
  client.on('open', () => {
    client.pause();
    const part = Buffer.alloc(PART + 1);
    for (let sent = 0; sent < row.bytes; sent += PART) client.send(part);
    setTimeout(() => client.resume(), PAUSE_MS);
  });
  await all;
  client.terminate();
  return { came };
}
