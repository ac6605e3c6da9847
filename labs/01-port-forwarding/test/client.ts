import { connect, type Socket } from 'node:net';
import type { TestCluster } from '@workbook/testkit';

/** A connection to a port of this machine, and what has become of it. */
export class Client {
  readonly #socket: Socket;
  readonly #received: Buffer[] = [];
  isConnected = false;
  /** The other side has said that nothing more will come. */
  hasEnded = false;
  /** It is no connection any more, or never was one. */
  isOver = false;

  /** @param isOneSided goes on with its half when the other side has ended its own */
  constructor(cluster: TestCluster, port: number, host = '127.0.0.1', isOneSided = false) {
    this.#socket = connect({ port, host, allowHalfOpen: isOneSided });
    const note = cluster.note.bind(cluster);
    this.#socket
      .on('connect', () => note(() => (this.isConnected = true)))
      .on('data', (bytes: Buffer) => note(() => this.#received.push(bytes)))
      .on('end', () => note(() => (this.hasEnded = true)))
      .on('close', () => note(() => (this.isOver = true)));
    // "close" comes next.
    this.#socket.on('error', () => undefined);
  }

  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** The pod that it has reached says its name first, in a line. */
  get pod(): string | undefined {
    return /^(.*)\n/.exec(this.received.toString('latin1', 0, 100))?.[1];
  }

  /** What the pod has said behind its name. */
  get said(): Buffer {
    return this.received.subarray((this.pod?.length ?? -1) + 1);
  }

  send(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  /** Reads nothing more until `readOn`. */
  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  /** Says that nothing more will come. */
  end(): void {
    this.#socket.end();
  }

  /** Breaks off, as a process that dies. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
