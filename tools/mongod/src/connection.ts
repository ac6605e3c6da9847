import type { Socket } from 'node:net';
import type { Doc } from './values';
import { Frames, readRequest, WireError, writeResponse } from './wire';

/**
 * One client: its commands one after the other, each answered before the next is read. Bytes that are no
 * message end it, and it alone.
 */
export class Connection {
  readonly #frames = new Frames();
  readonly #waiting: Buffer[] = [];
  #lastID = 0;

  /**
   * @param take a command, and what sends its answer; what it throws is the server's own fault, and ends the
   *   connection
   * @param log why the connection was ended from here
   */
  constructor(
    private readonly socket: Socket,
    private readonly take: (body: Doc, answer: (answer: Doc) => void) => void,
    private readonly log: (line: string) => void,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) =>
      this.#attempt(() => this.#waiting.push(...this.#frames.push(chunk))),
    );
    socket.on('drain', () => this.#attempt(() => undefined));
    // Whoever goes without a word is gone.
    socket.on('error', () => undefined);
  }

  close(): void {
    this.socket.destroy();
  }

  /** Takes what `read` finds, and answers what waits. */
  #attempt(read: () => void): void {
    try {
      read();
      this.#answerWaiting();
    } catch (error) {
      const { message, stack } = error as Error;
      this.log(
        error instanceof WireError ? message : `A fault of this server: ${stack ?? message}`,
      );
      this.socket.destroy();
    }
  }

  /** Who does not read what was answered is asked nothing more until then. */
  #answerWaiting(): void {
    const { socket } = this;
    while (this.#waiting.length > 0 && !socket.writableNeedDrain && !socket.destroyed)
      this.#handle(this.#waiting.shift()!);
    if (this.#waiting.length > 0) socket.pause();
    else socket.resume();
  }

  #handle(frame: Buffer): void {
    const request = readRequest(frame);
    this.take(request.body, (answer) => {
      if (!request.isUnanswered && !this.socket.destroyed)
        this.socket.write(writeResponse(request, ++this.#lastID, answer));
    });
  }
}
