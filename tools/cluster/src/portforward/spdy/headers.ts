import { constants, createDeflate, createInflate } from 'node:zlib';
import { DICTIONARY } from './dictionary';
import { SpdyError } from './frame';

export type Headers = ReadonlyMap<string, string>;

/** So many bytes a header block may have when it is no longer compressed. */
const LONGEST_BLOCK = 65_536;
const SYNC = { dictionary: DICTIONARY, flush: constants.Z_SYNC_FLUSH };

/** Reads the header blocks of one direction, which are one zlib stream: all of them, in their order. */
export class HeaderReader {
  readonly #inflate = createInflate(SYNC);
  #block: Buffer[] = [];
  #length = 0;
  #fail: (reason: string) => void = () => undefined;

  constructor() {
    this.#inflate.on('error', ({ message }) => this.#fail(message));
    this.#inflate.on('data', (part: Buffer) => {
      this.#length += part.length;
      this.#block.push(part);
      if (this.#length <= LONGEST_BLOCK) return;
      this.#fail(`more than ${LONGEST_BLOCK} bytes`);
      this.close();
    });
  }

  /** @throws SpdyError if the block is none; then no other can be read */
  async read(compressed: Buffer): Promise<Headers> {
    this.#block = [];
    this.#length = 0;
    await new Promise<void>((resolve, reject) => {
      this.#fail = (reason) => reject(new SpdyError(`headers: ${reason}`));
      this.#inflate.write(compressed, (error) => {
        // A failure is an event, too.
        if (!error) resolve();
      });
    });
    return parse(Buffer.concat(this.#block));
  }

  close(): void {
    this.#inflate.destroy();
  }
}

/** Writes those of the other direction. */
export class HeaderWriter {
  readonly #deflate = createDeflate(SYNC);

  async write(headers: Headers): Promise<Buffer> {
    const parts: Buffer[] = [];
    const keep = (part: Buffer): number => parts.push(part);
    this.#deflate.on('data', keep);
    await new Promise<unknown>((resolve) => this.#deflate.write(format(headers), resolve));
    this.#deflate.off('data', keep);
    return Buffer.concat(parts);
  }

  close(): void {
    this.#deflate.destroy();
  }
}

/** Section 2.6.10 of SPDY/3.1: how many, then each name and value behind its length. */
function parse(block: Buffer): Headers {
  let at = 0;
  const number = (): number => {
    if (at + 4 > block.length) throw new SpdyError('headers that end too soon');
    at += 4;
    return block.readUInt32BE(at - 4);
  };
  const text = (): string => {
    const end = number() + at;
    if (end > block.length) throw new SpdyError('headers that end too soon');
    const word = block.toString('latin1', at, end);
    at = end;
    return word;
  };
  const headers = new Map<string, string>();
  for (let left = number(); left > 0; left -= 1) headers.set(text().toLowerCase(), text());
  return headers;
}

function format(headers: Headers): Buffer {
  const counted = (word: string): Buffer[] => [numbered(word.length), Buffer.from(word, 'latin1')];
  const words = [...headers].flatMap(([name, value]) => [...counted(name), ...counted(value)]);
  return Buffer.concat([numbered(headers.size), ...words]);
}

function numbered(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
