import { quoted } from './quoted';
import type { ServerLineHandler } from './server-line-handler';
import { DEFAULT_LENGTHS } from './violation';

const CR = 13;
const LF = 10;
const CRLF_LENGTH = 2;
/** Subject and reply come from one line of a client, the sid from another; INFO is shorter. */
const MAX_LINE = 3 * DEFAULT_LENGTHS.maxControlLine;
/** How much of what makes no sense a violation shows. */
const SNIPPET = 80;

const WORD = '[^\\t\\r ]+';
const NAMES = `(?<subject>${WORD}) (?<sid>${WORD}) (?:(?<reply>${WORD}) )?`;
/** More digits than this are more than there is. */
const SIZE = '\\d{1,9}';
const MESSAGE = new RegExp(`^MSG ${NAMES}(?<size>${SIZE})$`);
const MESSAGE_WITH_HEADERS = new RegExp(`^HMSG ${NAMES}(?<headerSize>${SIZE}) (?<size>${SIZE})$`);
const INFO = /^INFO (\{.*\} ?)$/s;
const ERROR = /^-ERR '(.*)'$/;

/** The line of a message whose payload has not come. */
interface Head {
  readonly subject: string;
  readonly sid: string;
  readonly reply: string | undefined;
  /** How many bytes of what follows are headers; undefined for MSG. */
  readonly headers?: number;
  /** Of headers and payload. */
  readonly size: number;
}

/**
 * Reads what a server sends (behaviour document, sections 1.1 and 1.2), split anywhere. A client may write
 * its lines in many ways, a server writes them in one: anything else is a violation, so that nothing that
 * somebody slipped in between passes for a line.
 */
export class ServerLineReader {
  readonly #handler: ServerLineHandler;
  /** Bytes of a message, headers included; INFO says how many. */
  #maxPayload = DEFAULT_LENGTHS.maxPayload;
  /** The beginning of a line whose end has not come. */
  #begun: Buffer | undefined;
  #head: Head | undefined;
  /** A payload that comes in pieces, and how much of it is there. */
  #payload: Buffer | undefined;
  #filled = 0;
  #stopped = false;

  constructor(handler: ServerLineHandler) {
    this.#handler = handler;
  }

  /** Takes the next bytes, and reports all that they complete. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#stopped) {
      at = this.#head ? this.#takePayload(this.#head, chunk, at) : this.#takeLine(chunk, at);
    }
  }

  /** @returns where the next line or payload begins */
  #takeLine(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LF, at);
    const next = end < 0 ? chunk.length : end + 1;
    const piece = chunk.subarray(at, next);
    const line = this.#begun ? Buffer.concat([this.#begun, piece]) : piece;
    this.#begun = end < 0 ? line : undefined;
    if (line.length > MAX_LINE + CRLF_LENGTH) this.#stop(`a line of more than ${MAX_LINE} bytes`);
    else if (end >= 0) this.#readLine(line);
    return next;
  }

  #readLine(bytes: Buffer): void {
    const end = bytes.length - CRLF_LENGTH;
    const line = bytes.toString('latin1', 0, end);
    if (bytes[end] !== CR) this.#stray(bytes);
    else if (line === 'PING') this.#handler.ping();
    else if (line === 'PONG') this.#handler.pong();
    else if (line === '+OK') this.#handler.ok();
    else if (line.startsWith('MSG ')) this.#messageHead(bytes, MESSAGE.exec(line));
    else if (line.startsWith('HMSG ')) this.#messageHead(bytes, MESSAGE_WITH_HEADERS.exec(line));
    else if (line.startsWith('INFO ')) this.#info(bytes, bytes.toString('utf8', 0, end));
    else {
      const [, text] = ERROR.exec(line) ?? [];
      if (text === undefined) this.#stray(bytes);
      else this.#handler.error(text);
    }
  }

  #info(bytes: Buffer, line: string): void {
    const [, json] = INFO.exec(line) ?? [];
    if (json === undefined) {
      this.#stray(bytes);
      return;
    }
    try {
      const { max_payload: size } = JSON.parse(json) as { readonly max_payload?: unknown };
      if (typeof size === 'number') this.#maxPayload = size;
    } catch {
      this.#stray(bytes);
      return;
    }
    this.#handler.info(json);
  }

  /** `subject sid [reply] [headerSize] size`: what follows is headers and payload. */
  #messageHead(bytes: Buffer, line: RegExpExecArray | null): void {
    const { subject = '', sid = '', reply, headerSize, size } = line?.groups ?? {};
    const [headers, all] = [Number(headerSize ?? 0), Number(size)];
    if (size === undefined || headers > all) this.#stray(bytes);
    else if (all > this.#maxPayload) {
      this.#stop(`a message of ${all} bytes, where its INFO allows ${this.#maxPayload}`);
    } else {
      const hasHeaders = headerSize !== undefined;
      this.#head = { subject, sid, reply, ...(hasHeaders && { headers }), size: all };
    }
  }

  /** @returns where the next line begins, or the end of the chunk */
  #takePayload(head: Head, chunk: Buffer, at: number): number {
    const expected = head.size + CRLF_LENGTH;
    const end = at + expected - this.#filled;
    if (this.#filled === 0 && end <= chunk.length) {
      this.#deliver(head, chunk.subarray(at, end));
      return end;
    }
    this.#payload ??= Buffer.allocUnsafe(expected);
    this.#filled += chunk.copy(this.#payload, this.#filled, at, end);
    if (this.#filled === expected) this.#deliver(head, this.#payload);
    return Math.min(end, chunk.length);
  }

  /** @param bytes headers, payload and CRLF */
  #deliver({ headers, size, ...names }: Head, bytes: Buffer): void {
    this.#head = this.#payload = undefined;
    this.#filled = 0;
    if (bytes[size] !== CR || bytes[size + 1] !== LF) {
      this.#stop(`a message to ${quoted(names.subject)} that does not end after its ${size} bytes`);
      return;
    }
    this.#handler.message({
      ...names,
      headers: headers === undefined ? undefined : bytes.subarray(0, headers),
      payload: bytes.subarray(headers ?? 0, size),
    });
  }

  #stray(line: Buffer): void {
    this.#stop(`what is no line of a server: ${quoted(line.toString('latin1', 0, SNIPPET))}`);
  }

  #stop(what: string): void {
    this.#stopped = true;
    this.#handler.violation(what);
  }
}
