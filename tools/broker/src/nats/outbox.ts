import type { Socket } from 'node:net';
import { CRLF } from '@workbook/protocol';

const SLAB = 64 * 1024;

/**
 * What is to be written to one socket. All that one turn of the event loop produces goes out in one
 * write: a system call for each message would cost more than everything else together.
 */
export class Outbox {
  readonly #socket: Socket;
  #slab = Buffer.allocUnsafe(0);
  /** Where what is not yet handed to the socket begins and ends in the slab. */
  #start = 0;
  #end = 0;
  #full: Buffer[] = [];
  #scheduled = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Bytes that the client has not taken yet. */
  get pending(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Buffer): void {
    this.#room(bytes.length);
    this.#end += bytes.copy(this.#slab, this.#end);
  }

  /** A line in latin1, a payload and the line end after it. */
  writeMessage(header: string, payload: Buffer): void {
    this.#room(header.length + payload.length + CRLF.length);
    this.#end += this.#slab.write(header, this.#end, 'latin1');
    this.#end += payload.copy(this.#slab, this.#end);
    this.#end += this.#slab.write(CRLF, this.#end, 'latin1');
  }

  /** Hands everything to the socket now. */
  flush(): void {
    this.#scheduled = false;
    if (this.#socket.destroyed) return;
    this.#cut();
    if (this.#full.length > 1) this.#socket.cork();
    for (const bytes of this.#full) this.#socket.write(bytes);
    if (this.#full.length > 1) this.#socket.uncork();
    this.#full = [];
  }

  #room(size: number): void {
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.flush());
    }
    if (this.#slab.length - this.#end >= size) return;
    this.#cut();
    this.#slab = Buffer.allocUnsafe(Math.max(SLAB, size));
    this.#start = this.#end = 0;
  }

  /** Puts what the slab holds into the queue; the socket keeps it until it is sent, so it is not reused. */
  #cut(): void {
    if (this.#end > this.#start) this.#full.push(this.#slab.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}
