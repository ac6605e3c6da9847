import { type Clock, type Timer, formatDuration } from '@workbook/clock';
import type { Socket } from 'node:net';
import { CRLF } from '@workbook/protocol/lines';
import type { CoreLimits } from './limits';
import type { Backpressure } from './router';

/** The first slab of a connection; each is twice as long as the one before, up to the last. */
const SMALLEST_SLAB = 1024;
const LARGEST_SLAB = 64 * 1024;
/** Payloads of this length and more are not copied together with the rest. */
const LARGE = 16 * 1024;
const CRLF_BYTES = Buffer.from(CRLF);
const CR = 13;
const LF = 10;
const ZERO = 48;
/** Of the size of a payload that is not large. */
const MAX_DIGITS = 5;

/** Of the bytes after which a client is given up, the part that leaves room for whoever does not wait. */
const ENOUGH_PART = 8;

/**
 * A client does not take what is sent to it.
 *
 * @param kind of limit, and what was exceeded, in the words of the real server's log
 */
export type Slow = (kind: string, what: string) => void;

type OutboxLimits = Pick<CoreLimits, 'maxPending' | 'writeDeadline'>;

/**
 * What is to be written to one socket. All that one turn of the event loop produces goes out in one
 * write: a system call for each message would cost more than everything else together.
 */
export class Outbox implements Backpressure {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #limits: OutboxLimits;
  readonly #slow: Slow;
  /** Bytes that are enough to read for now. */
  readonly #enough: number;
  /** Runs while the client lags behind. */
  #timer: Timer | undefined;
  /** What is written is cut off the slab and never written to again: the socket may still hold it. */
  #slab: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;
  /** What is cut off and not handed over. */
  #ready: Buffer[] = [];
  #readyBytes = 0;
  #scheduled = false;
  /** What the socket held when it was last asked. */
  #held = 0;
  #whenEmpty: (() => void)[] = [];

  constructor(socket: Socket, clock: Clock, limits: OutboxLimits, slow: Slow) {
    this.#socket = socket;
    this.#clock = clock;
    this.#limits = limits;
    this.#slow = slow;
    this.#enough = limits.maxPending / ENOUGH_PART;
    socket.on('drain', () => this.stop());
  }

  /** Calls `goOn` once, when the system has taken everything. */
  relieved(goOn: () => void): void {
    this.#whenEmpty.push(goOn);
  }

  /** Bytes that the client has not taken. */
  get pending(): number {
    return this.#readyBytes + this.#end - this.#start + this.#socket.writableLength;
  }

  /** Who asks and never reads is given up too. @param answer not to be changed afterwards */
  send(answer: Buffer): void {
    this.write(answer);
    this.#isOverfull();
  }

  /**
   * @param head of the message's line: its size is added here
   * @returns undefined as long as the client keeps up
   */
  deliver(head: Buffer, payload: Buffer): Backpressure | undefined {
    if (payload.length < LARGE) this.#copy(head, payload);
    else {
      this.write(Buffer.concat([head, Buffer.from(`${payload.length}${CRLF}`)]));
      this.write(payload);
      this.write(CRLF_BYTES);
    }
    return this.#exceeds(this.#enough) && !this.#isOverfull() ? this : undefined;
  }

  /** Does not look how much there is. @param bytes not to be changed afterwards */
  write(bytes: Buffer): void {
    this.#schedule();
    if (bytes.length >= LARGE) {
      this.#cut();
      this.#ready.push(bytes);
      this.#readyBytes += bytes.length;
    } else {
      this.#makeRoom(bytes.length);
      this.#end += bytes.copy(this.#slab, this.#end);
    }
  }

  /** Hands everything to the socket now. */
  flush(): void {
    this.#cut();
    const ready = this.#ready;
    if (ready.length === 0 || this.#socket.destroyed) return;
    this.#ready = [];
    this.#readyBytes = 0;
    this.#socket.cork();
    for (const bytes of ready) this.#socket.write(bytes);
    this.#socket.uncork();
    this.#held = this.#socket.writableLength;
    if (this.#socket.writableNeedDrain) this.#timer ??= this.#wait(ready.length);
    else this.#empty();
  }

  /** Nothing more is expected of the client, which may be gone. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#empty();
  }

  /** Puts a message that is not large on the slab. */
  #copy(head: Buffer, payload: Buffer): void {
    this.#schedule();
    const size = payload.length;
    this.#makeRoom(head.length + MAX_DIGITS + size + 2 * CRLF.length);
    const slab = this.#slab;
    slab.set(head, this.#end);
    let at = writeDigits(slab, this.#end + head.length, size);
    slab[at] = CR;
    slab[at + 1] = LF;
    slab.set(payload, at + 2);
    at += 2 + size;
    slab[at] = CR;
    slab[at + 1] = LF;
    this.#end = at + 2;
  }

  /** True if more waits for the client than may. */
  #isOverfull(): boolean {
    const { maxPending } = this.#limits;
    if (!this.#exceeds(maxPending)) return false;
    this.#slow('Pending Bytes', `MaxPending of ${maxPending} Exceeded`);
    return true;
  }

  /** True if the client has left more than `limit` bytes untaken. */
  #exceeds(limit: number): boolean {
    const here = this.#readyBytes + this.#end - this.#start;
    if (here + this.#held <= limit) return false;
    this.#held = this.#socket.writableLength;
    return here + this.#held > limit;
  }

  #empty(): void {
    const waiting = this.#whenEmpty;
    if (waiting.length === 0) return;
    this.#whenEmpty = [];
    for (const goOn of waiting) goOn();
  }

  #wait(chunks: number): Timer {
    const { writeDeadline } = this.#limits;
    const bytes = this.#held;
    return this.#clock.after(writeDeadline, () => {
      const exceeded = `${formatDuration(writeDeadline)} exceeded`;
      const held = `${chunks} chunks of ${bytes} total bytes`;
      this.#slow('Write Deadline', `WriteDeadline of ${exceeded} with ${held}.`);
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.flush();
    });
  }

  #makeRoom(size: number): void {
    if (this.#slab.length - this.#end >= size) return;
    this.#cut();
    const length = Math.min(Math.max(SMALLEST_SLAB, this.#slab.length * 2), LARGEST_SLAB);
    this.#slab = Buffer.allocUnsafeSlow(Math.max(length, size));
    this.#start = this.#end = 0;
  }

  #cut(): void {
    if (this.#end === this.#start) return;
    this.#ready.push(this.#slab.subarray(this.#start, this.#end));
    this.#readyBytes += this.#end - this.#start;
    this.#start = this.#end;
  }
}

/** @returns where the number ends */
function writeDigits(target: Buffer, at: number, value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits += 1;
  let rest = value;
  for (let place = at + digits - 1; place >= at; place -= 1) {
    target[place] = ZERO + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
  return at + digits;
}
