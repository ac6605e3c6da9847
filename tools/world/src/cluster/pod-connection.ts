import type { Socket } from 'node:net';

/** A connection that has reached a pod of a test, as what runs in the pod sees it. */
export class PodConnection {
  readonly #socket: Socket;
  readonly #received: Buffer[] = [];
  #isOver = false;

  /** @param note has something happen, and those look who wait for it */
  constructor(socket: Socket, note: (happening: () => void) => void) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => note(() => this.#received.push(bytes)));
    // Who is cut off is over, and no error.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => note(() => (this.#isOver = true)));
  }

  /** All that has come so far. */
  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** True when nothing more can be said in either direction. */
  get isOver(): boolean {
    return this.#isOver;
  }

  send(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  /** Says that nothing more will come, behind all that was sent. */
  end(): void {
    this.#socket.end();
  }

  /** Ends it as a process that dies. */
  cut(): void {
    this.#socket.destroy();
  }
}
