import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type Duplex, finished, type Writable } from 'node:stream';
import { ForwardError, type ForwardTarget } from './target';

/**
 * One connection through a forward: copies bytes in both directions, each until its end, as fast as who
 * reads them. What keeps it from being one is written to `error`, in the words of the kubelet.
 *
 * @returns whether there was one, when both are over and all that was said is on its way
 */
export async function forward(
  target: ForwardTarget,
  port: number,
  data: Duplex,
  error: Writable,
): Promise<boolean> {
  let isMade = true;
  try {
    await copy(await connected(target, port), data);
  } catch (reason) {
    const pod = `${target.name}/${target.namespace}`;
    // No runtime of containers is asked by its user's id: the real message has an empty one, too.
    const words = `error forwarding port ${port} to pod ${pod}, uid : ${(reason as Error).message}`;
    if (!error.destroyed) error.write(words);
    isMade = false;
  } finally {
    error.end();
    data.end();
    // Whoever has sent all that there was is not waited for.
    data.resume();
    await Promise.all([written(data), written(error)]);
  }
  return isMade;
}

/** Resolves when nothing is left to write, or nobody is there to whom it could be. */
async function written(stream: Writable): Promise<void> {
  await new Promise<void>((resolve) => {
    finished(stream, { readable: false }, () => resolve());
  });
}

async function connected(target: ForwardTarget, port: number): Promise<Socket> {
  const socket = target.connect(port);
  try {
    await once(socket, 'connect');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const refused = `dial tcp4 127.0.0.1:${port}: connect: connection refused`;
    throw new ForwardError(code === 'ECONNREFUSED' ? refused : message);
  }
  return socket;
}

/** Resolves when `socket` is over. One that breaks is an end, not an error: so it is for kubectl. */
async function copy(socket: Socket, data: Duplex): Promise<void> {
  data.pipe(socket);
  socket.pipe(data);
  finished(data, (broken) => {
    if (broken) socket.destroy();
  });
  await new Promise((resolve) => {
    // When the pod has said its last, kubectl waits for the error stream to end, before it ends anything.
    socket.on('end', () => socket.end());
    socket.on('error', () => socket.destroy());
    socket.on('close', resolve);
  });
}
