import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what systems give to who asks for any port: 32768 on Linux, 49152 elsewhere. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
/** If none of so many can be had, none can: the system lets nobody listen. */
const MOST_TRIES = 200;

/**
 * A port of 127.0.0.1 that nobody else is given until it is given back, neither who asks the system for
 * any nor another test: who listens on it may stop for a while and find it free again.
 *
 * That it is taken is told to other processes by its number's UDP port, which nobody needs otherwise and
 * the system frees when this process ends, however it ends.
 */
export class OwnPort {
  private constructor(
    readonly number: number,
    private readonly claim: Socket,
  ) {}

  /** @throws if none can be had */
  static async take(): Promise<OwnPort> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const number = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
      const claim = await claimOf(number);
      if (!claim) continue;
      if (await isPortFree(number)) return new OwnPort(number, claim);
      claim.close();
    }
    throw new Error(
      `No port of 127.0.0.1 from ${LOWEST} to ${HIGHEST} can be had: ${MOST_TRIES} were tried. May a program listen there?`,
    );
  }

  giveBack(): void {
    this.claim.close();
  }
}

async function claimOf(port: number): Promise<Socket | undefined> {
  const socket = createSocket('udp4');
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
    return socket.unref();
  } catch {
    socket.close();
    return undefined;
  }
}

/** True if nobody listens on `port` of 127.0.0.1. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  const closed = once(server, 'close');
  server.close();
  await closed;
  return true;
}
