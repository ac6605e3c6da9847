/** Bytes of arguments in one line (behaviour document, section 1.6). */
export const MAX_CONTROL_LINE = 4096;
/** Bytes of one payload, 1 MiB. */
export const MAX_PAYLOAD = 1_048_576;

/** Why a connection must be closed: what the client is told, if anything, and what the log says. */
export interface Violation {
  readonly error: string | undefined;
  readonly log: string;
}

/** What a client's bytes mean, in the order in which they came. Subjects and sids are latin1. */
export interface CommandHandler {
  /** @param options the JSON object of CONNECT */
  connect(options: Record<string, unknown>): void;
  /** @param payload a view on the bytes that were pushed: copy what is to be kept */
  publish(subject: string, reply: string | undefined, payload: Buffer): void;
  subscribe(subject: string, queue: string | undefined, sid: string): void;
  /** @param max undefined: at once; otherwise after so many deliveries since SUB */
  unsubscribe(sid: string, max: number | undefined): void;
  ping(): void;
  pong(): void;
  /** The last call: what comes after a violation is not read. */
  violation(violation: Violation): void;
}

const UNKNOWN: Violation = { error: 'Unknown Protocol Operation', log: 'unknown operation' };
const LINE_TOO_LONG: Violation = {
  error: 'maximum control line exceeded',
  log: 'maximum control line exceeded',
};
const PAYLOAD_TOO_LARGE: Violation = {
  error: 'Maximum Payload Violation',
  log: 'maximum payload exceeded',
};

const CR = 13;
const LF = 10;
/** Longer than any verb and its blank. */
const VERB_ROOM = 16;

/**
 * Reads what a client sends (behaviour document, section 1.1): lines that may be split anywhere, with
 * runs of blanks, verbs in any case and a bare LF at the end; and payloads, which are binary.
 */
export class CommandParser {
  readonly #handler: CommandHandler;
  /** Bytes that are not a whole command yet. */
  #chunks: Buffer[] = [];
  #length = 0;
  /** How many bytes there must be before it is worth looking again. */
  #needed = 0;
  #stopped = false;

  constructor(handler: CommandHandler) {
    this.#handler = handler;
  }

  /** Takes the next bytes and reports every command that is complete. */
  push(chunk: Buffer): void {
    if (this.#stopped) return;
    if (this.#length === 0) {
      this.#read(chunk);
      return;
    }
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    const whole = Buffer.concat(this.#chunks, this.#length);
    this.#chunks = [];
    this.#length = 0;
    this.#read(whole);
  }

  #read(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length && !this.#stopped) {
      const next = this.#command(bytes, at);
      if (next < 0) {
        const rest = bytes.subarray(at);
        this.#chunks = [rest];
        this.#length = rest.length;
        this.#needed = -next;
        return;
      }
      at = next;
    }
  }

  /** Reads one command at `at`. @returns where the next one begins, or -n: n bytes are needed */
  #command(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(LF, at);
    if (end < 0) {
      const length = bytes.length - at;
      if (length > MAX_CONTROL_LINE + VERB_ROOM) this.#stop(LINE_TOO_LONG);
      return -(length + 1);
    }
    const stop = end > at && bytes[end - 1] === CR ? end - 1 : end;
    const words = split(bytes.toString('latin1', at, stop));
    const verb = words[0]?.toUpperCase() ?? '';
    if (stop - at - verb.length - 1 > MAX_CONTROL_LINE) this.#stop(LINE_TOO_LONG);
    else if (verb === 'PUB') return this.#publish(words, bytes, at, end + 1);
    else this.#line(verb, words, bytes, at, stop);
    return end + 1;
  }

  /** `PUB subject [reply] size`, then `size` bytes and a line end. */
  #publish(words: string[], bytes: Buffer, at: number, start: number): number {
    const last = words.at(-1)!;
    if (words.length === 1) return this.#stop(UNKNOWN);
    if (words.length > 4 || words.length < 3) {
      return this.#stop({ error: undefined, log: `processPub Parse Error: '${rest(words)}'` });
    }
    const size = /^\d{1,10}$/.test(last) ? Number(last) : -1;
    if (size < 0) {
      const log = `processPub Bad or Missing Size: '${rest(words)}'`;
      return this.#stop({ error: undefined, log });
    }
    if (size > MAX_PAYLOAD) return this.#stop(PAYLOAD_TOO_LARGE);
    const end = start + size;
    // A line end is CRLF or a bare LF; whether the second byte is needed is known when it is there.
    if (bytes.length <= end) return -(end + 1 - at);
    if (bytes[end] === CR && bytes.length === end + 1) return -(end + 2 - at);
    const next = bytes[end] === CR ? end + 2 : end + 1;
    if (bytes[next - 1] !== LF) return this.#stop(UNKNOWN);
    const reply = words.length === 4 ? words[2] : undefined;
    this.#handler.publish(words[1]!, reply, bytes.subarray(start, end));
    return next;
  }

  /** Every command that is one line. */
  #line(verb: string, words: string[], bytes: Buffer, at: number, stop: number): void {
    if (verb === 'SUB') this.#subscribe(words);
    else if (verb === 'UNSUB') this.#unsubscribe(words);
    else if (verb === 'PING') this.#handler.ping();
    else if (verb === 'PONG') this.#handler.pong();
    else if (verb === 'CONNECT') this.#connect(bytes.toString('utf8', at, stop));
    else this.#stop(UNKNOWN);
  }

  #subscribe(words: string[]): void {
    if (words.length === 1) this.#stop(UNKNOWN);
    else if (words.length === 3) this.#handler.subscribe(words[1]!, undefined, words[2]!);
    else if (words.length === 4) this.#handler.subscribe(words[1]!, words[2], words[3]!);
    else this.#stop({ error: undefined, log: `processSub Parse Error: '${rest(words)}'` });
  }

  #unsubscribe(words: string[]): void {
    const max = words.length === 3 ? Number(words[2]) : undefined;
    if (words.length === 1) this.#stop(UNKNOWN);
    else if (words.length > 3 || Number.isNaN(max)) {
      this.#stop({ error: undefined, log: `processUnsub Parse Error: '${rest(words)}'` });
    } else this.#handler.unsubscribe(words[1]!, max === 0 ? undefined : max);
  }

  #connect(line: string): void {
    let options: unknown;
    try {
      options = JSON.parse(line.slice(line.search(/\s|$/)));
    } catch {
      options = undefined;
    }
    if (typeof options === 'object' && options !== null) {
      this.#handler.connect(options as Record<string, unknown>);
    } else this.#stop({ error: undefined, log: 'processConnect Parse Error' });
  }

  #stop(violation: Violation): 0 {
    this.#stopped = true;
    this.#handler.violation(violation);
    return 0;
  }
}

/** The words of a line. A loop rather than a pattern: this runs for every message. */
function split(line: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    const blank = code === 32 || code === 9;
    if (blank && start >= 0) {
      words.push(line.slice(start, at));
      start = -1;
    } else if (!blank && start < 0) start = at;
  }
  if (start >= 0) words.push(line.slice(start));
  return words;
}

function rest(words: readonly string[]): string {
  return words.slice(1).join(' ');
}
