import type { CommandHandler } from './command-handler';
import {
  badArguments,
  DEFAULT_LENGTHS,
  type LengthLimits,
  LINE_TOO_LONG,
  payloadTooLarge,
  UNKNOWN_OPERATION,
  type Violation,
} from './violation';
import { LastPublish, viewOf } from './last-publish';
import { LONGEST_VERB, mayBecomeVerb, verbAt, type Verb } from './verb';
import { isBlank, Words } from './words';

const CR = 13;
const LF = 10;
const CRLF_LENGTH = 2;

/**
 * Reads what a client sends (behaviour document, section 1.1): lines that may be split anywhere, with
 * runs of blanks, verbs in any case and CRLF or LF at the end; and payloads, which are binary and
 * end with CRLF.
 */
export class CommandParser {
  readonly #handler: CommandHandler;
  readonly #limits: LengthLimits;
  readonly #words = new Words();
  /** The beginning of a line whose end has not come. */
  #begun: Buffer | undefined;
  /** Bytes of the payload that comes next, with its CRLF; 0 while a line is read. */
  #expected = 0;
  readonly #last = new LastPublish();
  /** A payload that comes in pieces, and how much of it is there. */
  #payload: Buffer | undefined;
  #filled = 0;
  #stopped = false;

  constructor(handler: CommandHandler, limits: LengthLimits = DEFAULT_LENGTHS) {
    this.#handler = handler;
    this.#limits = limits;
  }

  /** Reads nothing more, not even what has been pushed: the handler may call it in a command. */
  stop(): void {
    this.#stopped = true;
  }

  /** Takes the next bytes, and reports every command that they complete. */
  push(chunk: Buffer): void {
    const view = viewOf(chunk);
    let at = 0;
    while (at < chunk.length && !this.#stopped) {
      at = this.#expected > 0 ? this.#takePayload(chunk, at) : this.#takeCommand(chunk, view, at);
    }
  }

  /** @returns where the next command or payload begins */
  #takeCommand(chunk: Buffer, view: DataView, at: number): number {
    if (!this.#begun && this.#last.isRepeated(view, at)) {
      const { size, end } = this.#last;
      if (size <= this.#limits.maxPayload) {
        this.#expected = size + CRLF_LENGTH;
        return end;
      }
    }
    return this.#takeLine(chunk, at);
  }

  /** @returns where the next command or payload begins */
  #takeLine(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LF, at);
    if (end < 0) {
      const tail = chunk.subarray(at);
      this.#begun = this.#begun ? Buffer.concat([this.#begun, tail]) : tail;
      this.#checkBegun(this.#begun);
      return chunk.length;
    }
    if (this.#begun) {
      const line = Buffer.concat([this.#begun, chunk.subarray(at, end + 1)]);
      this.#begun = undefined;
      this.#readLine(line, 0, line.length - 1);
    } else this.#readLine(chunk, at, end);
    return end + 1;
  }

  /** Complains before the line has ended of what cannot become a command. */
  #checkBegun(line: Buffer): void {
    if (!mayBecomeVerb(line, 0, line.length)) this.#stop(UNKNOWN_OPERATION);
    else if (line.length > LONGEST_VERB + this.#limits.maxControlLine + CRLF_LENGTH) {
      this.#stop(LINE_TOO_LONG);
    }
  }

  #readLine(bytes: Buffer, start: number, lineFeed: number): void {
    const end = bytes[lineFeed - 1] === CR && lineFeed > start ? lineFeed - 1 : lineFeed;
    const verb = verbAt(bytes, start, end);
    if (verb === undefined) this.#stop(UNKNOWN_OPERATION);
    else if (verb === 'PING') this.#handler.ping();
    else if (verb === 'PONG') this.#handler.pong();
    else this.#readArguments(verb, bytes, start + verb.length, end);
  }

  #readArguments(verb: Verb, bytes: Buffer, start: number, end: number): void {
    if (verb !== 'CONNECT' && !isBlank(bytes[start])) {
      this.#stop(UNKNOWN_OPERATION);
      return;
    }
    let at = start;
    while (at < end && isBlank(bytes[at])) at += 1;
    if (end - at > this.#limits.maxControlLine) this.#stop(LINE_TOO_LONG);
    else if (verb === 'CONNECT') this.#handler.connect(bytes.toString('utf8', at, end));
    else {
      this.#words.read(bytes, at, end);
      if (verb === 'PUB') this.#publish();
      else if (verb === 'SUB') this.#subscribe();
      else this.#unsubscribe();
    }
  }

  /** `subject [reply] size`: what follows is the payload. */
  #publish(): void {
    const words = this.#words;
    if (words.count < 2 || words.count > 3) {
      this.#stop(badArguments('processPub Parse Error', words.line));
      return;
    }
    const size = words.number(words.count - 1);
    if (size < 0) this.#stop(badArguments('processPub Bad or Missing Size', words.line));
    else if (size > this.#limits.maxPayload) {
      this.#stop(payloadTooLarge(size, this.#limits.maxPayload));
    } else {
      this.#last.remember(words);
      this.#expected = size + CRLF_LENGTH;
    }
  }

  /** `subject [queue] sid` */
  #subscribe(): void {
    const words = this.#words;
    if (words.count === 2) this.#handler.subscribe(words.text(0), undefined, words.text(1));
    else if (words.count === 3) {
      this.#handler.subscribe(words.text(0), words.text(1), words.text(2));
    } else this.#stop(badArguments('processSub Parse Error', words.line));
  }

  /** `sid [max]`; a max that is no number ends the subscription at once, as 0 does. */
  #unsubscribe(): void {
    const words = this.#words;
    if (words.count === 1) this.#handler.unsubscribe(words.text(0), undefined);
    else if (words.count === 2) {
      const max = words.number(1);
      this.#handler.unsubscribe(words.text(0), max > 0 ? max : undefined);
    } else this.#stop(badArguments('processUnsub Parse Error', words.line));
  }

  /** @returns where the next command begins, or the end of the chunk */
  #takePayload(chunk: Buffer, at: number): number {
    const end = at + this.#expected - this.#filled;
    if (this.#filled === 0 && end <= chunk.length) {
      this.#deliver(chunk, at, end);
      return end;
    }
    this.#payload ??= Buffer.allocUnsafe(this.#expected);
    this.#filled += chunk.copy(this.#payload, this.#filled, at, end);
    if (this.#filled === this.#expected) this.#deliver(this.#payload, 0, this.#filled);
    return Math.min(end, chunk.length);
  }

  /** @param end after the CRLF */
  #deliver(bytes: Buffer, start: number, end: number): void {
    this.#expected = this.#filled = 0;
    this.#payload = undefined;
    if (bytes[end - 2] !== CR || bytes[end - 1] !== LF) this.#stop(UNKNOWN_OPERATION);
    else {
      const payload = bytes.subarray(start, end - CRLF_LENGTH);
      this.#handler.publish(this.#last.subject, this.#last.reply, payload);
    }
  }

  #stop(violation: Violation): void {
    this.stop();
    this.#handler.violation(violation);
  }
}
