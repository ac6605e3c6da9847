import type { Socket } from 'node:net';
import type { Frame } from './frames';

/** Whom the next PONG of a client is for: the server, or whoever asked the client here. */
type Pong = 'server' | (() => void);

/** One connection between a client and the server, through which the frames of both pass. */
export class Connection {
  /** The PONGs that the client owes, in the order of their PINGs. */
  readonly #pongs: Pong[] = [];

  constructor(
    readonly client: Socket,
    readonly server: Socket,
  ) {
    client.on('close', () => {
      for (const pong of this.#pongs.splice(0)) if (pong !== 'server') pong();
    });
  }

  /** Resolves when the client has answered a PING, or is gone. */
  async ask(): Promise<void> {
    if (this.client.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#pongs.push(resolve);
      this.client.write('PING\r\n');
    });
  }

  /** The server has sent this. */
  sentByServer({ words: [verb] }: Frame): void {
    if (verb === 'PING') this.#pongs.push('server');
  }

  /** @returns false if this frame of the client answers `ask`, and is none of the server's business */
  isForServer({ words: [verb = ''] }: Frame): boolean {
    if (verb.toUpperCase() !== 'PONG') return true;
    const pong = this.#pongs.shift();
    if (pong === undefined || pong === 'server') return true;
    pong();
    return false;
  }

  /** Breaks it, either way. */
  cut(): void {
    this.client.destroy();
    this.server.destroy();
  }
}
