import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** Whom a port is for. */
export type Purpose = 'clients' | 'monitoring';

/** A server cannot listen where it is to. */
export class ListenError extends Error {
  override readonly name: string = 'ListenError';

  /** @param code of the system: `EACCES` */
  constructor(
    readonly purpose: Purpose,
    readonly host: string,
    readonly port: number,
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Another process listens where the server wants to. */
export class PortTakenError extends ListenError {
  override readonly name = 'PortTakenError';

  constructor(purpose: Purpose, host: string, port: number) {
    super(
      purpose,
      host,
      port,
      'EADDRINUSE',
      `Port ${port} of ${host} is taken by another process.`,
    );
  }
}

/**
 * Resolves when `server` listens.
 *
 * @param port 0: a free one
 * @returns the port, the real one
 * @throws PortTakenError if another process listens there, ListenError if it cannot for another reason
 */
export async function listenOn(
  server: Server,
  purpose: Purpose,
  host: string,
  port: number,
): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new PortTakenError(purpose, host, port);
    throw new ListenError(purpose, host, port, code, message);
  }
  return (server.address() as AddressInfo).port;
}
