import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { inUse } from './failure';

/** Not in Node's list of constants: the system's O_EXLOCK of the BSDs and macOS, and libuv's on Windows. */
const EXCLUSIVE_BSD = 0x20;
const EXCLUSIVE_WINDOWS = 0x1000_0000;
/** What systems say of a lock that somebody has. */
const TAKEN = ['EADDRINUSE', 'EAGAIN', 'EWOULDBLOCK', 'EBUSY'];

/**
 * Takes the folder for this process. The system lets it go when the process ends, however it ends.
 *
 * @returns lets it go
 * @throws StoreError if another server has it, whatever the path it came by
 */
export async function lockFolder(dir: string): Promise<() => void> {
  try {
    return process.platform === 'linux' ? await listenFor(dir) : lockFile(dir);
  } catch (error) {
    throw TAKEN.includes((error as NodeJS.ErrnoException).code ?? '') ? inUse(dir) : error;
  }
}

/** Linux locks files only through calls that Node does not have; a name in its abstract space is as good. */
async function listenFor(dir: string): Promise<() => void> {
  const { dev, ino } = fs.statSync(dir, { bigint: true });
  const server = createServer((socket) => socket.destroy()).unref();
  server.listen({ path: `\0nats-streaming-store-${dev}-${ino}`, exclusive: true });
  await once(server, 'listening');
  return () => server.close();
}

function lockFile(dir: string): () => void {
  const { O_RDWR, O_CREAT, O_NONBLOCK } = fs.constants;
  const exclusive = process.platform === 'win32' ? EXCLUSIVE_WINDOWS : EXCLUSIVE_BSD | O_NONBLOCK;
  const descriptor = fs.openSync(path.join(dir, 'lock'), O_RDWR | O_CREAT | exclusive);
  return () => fs.closeSync(descriptor);
}
