import { connect, type Socket } from 'node:net';
import { decode, type Doc, encode } from '../src/values';

const HEADER = 16;
const OP_MSG = 2013;
/** Numbers below are those of messages that are only written. */
const FIRST_ASKED = 1_000_000;

/** A command as the bytes of a message. */
export function messageOf(body: Doc | Uint8Array, requestID = 1): Buffer {
  const document = body instanceof Uint8Array ? body : encode(body);
  const bytes = Buffer.alloc(HEADER + 5 + document.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(requestID, 4);
  bytes.writeInt32LE(OP_MSG, 12);
  bytes.set(document, HEADER + 5);
  return bytes;
}

/** A client that sends any bytes. */
export class RawClient {
  /** Resolves when the connection is over, whoever ended it. */
  readonly closed: Promise<void>;
  /** Answers so far, as they came. */
  readonly answers: Doc[] = [];
  #pending = Buffer.alloc(0);
  readonly #waiting = new Map<number, (answer: Doc) => void>();
  #lastID = FIRST_ASKED;

  private constructor(private readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawClient(socket);
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** Resolves with the answer. @throws if the connection is over before */
  async ask(body: Doc): Promise<Doc> {
    const id = ++this.#lastID;
    const answer = new Promise<Doc>((resolve) => this.#waiting.set(id, resolve));
    this.write(messageOf(body, id));
    const over = this.closed.then(() => {
      throw new Error('The connection is over, without an answer');
    });
    return Promise.race([answer, over]);
  }

  /** Reads nothing until `resume`. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Sends the last of it, and resolves when the connection is over. */
  async end(bytes: Uint8Array = Buffer.alloc(0)): Promise<void> {
    this.socket.end(bytes);
    await this.closed;
  }

  #read(bytes: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    while (this.#pending.length >= HEADER) {
      const length = this.#pending.readInt32LE(0);
      if (this.#pending.length < length) return;
      const answer = decode(this.#pending.subarray(HEADER + 5, length));
      const id = this.#pending.readInt32LE(8);
      this.#pending = this.#pending.subarray(length);
      this.answers.push(answer);
      this.#waiting.get(id)?.(answer);
    }
  }
}
