import { Args, isBlank } from './args';
import type { CommandHandler } from './command-handler';
import {
  badArguments,
  DEFAULT_LENGTHS,
  HEADERS_REFUSED,
  type LengthLimits,
  lineTooLong,
  payloadTooLarge,
  unknownOperation,
  untold,
  type Violation,
} from './violation';
import { LastPublish, viewOf } from './last-publish';
import { LONGEST_VERB, mayBecomeVerb, strayAt, verbAt, type Verb } from './verb';
import { quoted } from './quoted';

const CR = 13;
const LF = 10;
const CRLF_LENGTH = 2;
/** The numbers of the real server's parser for the two bytes after a payload. */
const PAYLOAD_CR = 41;
const PAYLOAD_LF = 42;

/**
 * Reads what a client sends (behaviour document, section 1.1): lines that may be split anywhere, with
 * runs of blanks, verbs in any case and CRLF or LF at the end; and payloads, which are binary and
 * end with CRLF.
 */
export class CommandParser {
  /** True if the client said that it knows headers: HPUB is read. */
  headers = false;
  readonly #handler: CommandHandler;
  readonly #limits: LengthLimits;
  readonly #args = new Args();
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
    const { maxControlLine } = this.#limits;
    if (!mayBecomeVerb(line, 0, line.length)) this.#stray(line, 0, line.length);
    else if (line.length > LONGEST_VERB + maxControlLine + CRLF_LENGTH) {
      this.#stop(lineTooLong(maxControlLine));
    }
  }

  #readLine(bytes: Buffer, start: number, lineFeed: number): void {
    const end = bytes[lineFeed - 1] === CR && lineFeed > start ? lineFeed - 1 : lineFeed;
    const verb = verbAt(bytes, start, end);
    if (verb === undefined) this.#stray(bytes, start, lineFeed + 1);
    else if (verb === 'PING') this.#handler.ping();
    else if (verb === 'PONG') this.#handler.pong();
    else if (verb !== '+OK') this.#readArguments(verb, bytes, start + verb.length, end);
  }

  #readArguments(verb: Exclude<Verb, '+OK'>, bytes: Buffer, start: number, end: number): void {
    if (verb !== 'CONNECT' && verb !== 'INFO' && !isBlank(bytes[start])) {
      this.#stray(bytes, start - verb.length, bytes.length);
      return;
    }
    let at = start;
    while (at < end && isBlank(bytes[at])) at += 1;
    const { maxControlLine } = this.#limits;
    if (end - at > maxControlLine) this.#stop(lineTooLong(maxControlLine));
    else if (verb === 'CONNECT') this.#handler.connect(bytes.toString('utf8', at, end));
    else if (verb === 'INFO') this.#info(bytes.toString('utf8', at, end));
    else if (verb === '-ERR') {
      this.#stop(untold(`Client Error ${quoted(bytes.toString('latin1', at, end)).slice(1, -1)}`));
    } else {
      this.#args.read(bytes, at, end);
      if (verb === 'PUB') this.#publish();
      else if (verb === 'SUB') this.#subscribe();
      else if (verb === 'UNSUB') this.#unsubscribe();
      else this.#publishHeaders();
    }
  }

  /** What servers say to each other: a client that says it is not listened to. */
  #info(json: string): void {
    try {
      JSON.parse(json);
    } catch {
      this.#stop(untold('INFO is no JSON'));
    }
  }

  /** `subject [reply] size`: what follows is the payload. */
  #publish(): void {
    const args = this.#args;
    if (args.count < 2 || args.count > 3) {
      this.#stop(badArguments('processPub Parse Error', args.line));
      return;
    }
    const size = args.number(args.count - 1);
    if (size < 0) this.#stop(badArguments('processPub Bad or Missing Size', args.line));
    else if (size > this.#limits.maxPayload) {
      this.#stop(payloadTooLarge(size, this.#limits.maxPayload));
    } else {
      this.#last.remember(args);
      this.#expected = size + CRLF_LENGTH;
    }
  }

  /** `subject [reply] headerSize size`: what follows is headers and payload. */
  #publishHeaders(): void {
    const args = this.#args;
    const { count, line } = args;
    const refuse = (what: string): void =>
      this.#stop(badArguments(`processHeaderPub ${what}`, line));
    if (!this.headers) {
      this.#stop(HEADERS_REFUSED);
      return;
    }
    if (count < 3 || count > 4) {
      refuse('Parse Error');
      return;
    }
    const [headerSize, size] = [args.number(count - 2), args.number(count - 1)];
    if (headerSize < 0) refuse('Bad or Missing Header Size');
    else if (size < 0) refuse('Bad or Missing Total Size');
    // As the real server spells it.
    else if (headerSize > size) refuse('Header Size larger then TotalSize');
    else if (size > this.#limits.maxPayload) {
      this.#stop(payloadTooLarge(size, this.#limits.maxPayload));
    } else {
      this.#last.take(args, headerSize);
      this.#expected = size + CRLF_LENGTH;
    }
  }

  /** `subject [queue] sid` */
  #subscribe(): void {
    const args = this.#args;
    if (args.count === 2) this.#handler.subscribe(args.text(0), undefined, args.text(1));
    else if (args.count === 3) {
      this.#handler.subscribe(args.text(0), args.text(1), args.text(2));
    } else this.#stop(badArguments('processSub Parse Error', args.line));
  }

  /** `sid [max]`; a max that is no number ends the subscription at once, as 0 does. */
  #unsubscribe(): void {
    const args = this.#args;
    if (args.count === 1) this.#handler.unsubscribe(args.text(0), undefined);
    else if (args.count === 2) {
      const max = args.number(1);
      this.#handler.unsubscribe(args.text(0), max > 0 ? max : undefined);
    } else this.#stop(badArguments('processUnsub Parse Error', args.line));
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
    if (bytes[end - 2] !== CR) this.#stop(unknownOperation(bytes, end - 2, PAYLOAD_CR));
    else if (bytes[end - 1] !== LF) this.#stop(unknownOperation(bytes, end - 1, PAYLOAD_LF));
    else {
      const { subject, reply, headerSize } = this.#last;
      const body = start + headerSize;
      const headers = headerSize > 0 ? bytes.subarray(start, body) : undefined;
      const payload = bytes.subarray(body, end - CRLF_LENGTH);
      this.#handler.publish(subject, reply, payload, headers);
    }
  }

  /** No verb stands at `start`. */
  #stray(bytes: Buffer, start: number, end: number): void {
    const { at, state } = strayAt(bytes, start, end);
    this.#stop(unknownOperation(bytes, at, state));
  }

  #stop(violation: Violation): void {
    this.stop();
    this.#handler.violation(violation);
  }
}
