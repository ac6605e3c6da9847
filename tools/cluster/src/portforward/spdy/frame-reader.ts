import { FIN, type Frame, HEADER_LENGTH, SpdyError, STREAM_BITS, TYPES, VERSION } from './frame';

/** A control frame is read as a whole: a header block of kubectl has a hundred bytes. */
const LONGEST_CONTROL_FRAME = 65_536;

/** A DATA frame of which more is to come. */
interface OpenData {
  readonly stream: number;
  readonly fin: boolean;
  left: number;
}

/** Makes frames of bytes, however they are cut. */
export class FrameReader {
  /** What is not yet a whole control frame, or not yet the beginning of any. */
  #rest: Buffer = Buffer.alloc(0);
  #open: OpenData | undefined;

  /** @throws SpdyError once what came cannot be understood; there is nothing to read after it */
  *read(chunk: Buffer): Generator<Frame> {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = Buffer.alloc(0);
    while (bytes.length > 0) {
      if (this.#open) {
        const data = bytes.subarray(0, this.#open.left);
        bytes = bytes.subarray(data.length);
        yield this.#part(this.#open, data);
        continue;
      }
      if (bytes.length < HEADER_LENGTH) break;
      const length = bytes.readUIntBE(5, 3);
      const isControl = (bytes[0]! & 0x80) !== 0;
      if (!isControl) {
        const fin = (bytes[4]! & FIN) !== 0;
        this.#open = { stream: bytes.readUInt32BE(0) & STREAM_BITS, fin, left: length };
        bytes = bytes.subarray(HEADER_LENGTH);
        if (length === 0) yield this.#part(this.#open, bytes.subarray(0, 0));
        continue;
      }
      if (length > LONGEST_CONTROL_FRAME) throw new SpdyError(`a control frame of ${length} bytes`);
      if (bytes.length < HEADER_LENGTH + length) break;
      const frame = controlFrame(bytes, bytes.subarray(HEADER_LENGTH, HEADER_LENGTH + length));
      bytes = bytes.subarray(HEADER_LENGTH + length);
      if (frame) yield frame;
    }
    this.#rest = bytes;
  }

  #part(open: OpenData, data: Buffer): Frame {
    open.left -= data.length;
    if (open.left === 0) this.#open = undefined;
    return { type: 'DATA', stream: open.stream, fin: open.fin && open.left === 0, data };
  }
}

/** @returns undefined for a type that nobody has to know: section 2.2.1 of SPDY/3.1 has them left out */
function controlFrame(head: Buffer, body: Buffer): Frame | undefined {
  const version = head.readUInt16BE(0) & 0x7fff;
  if (version !== VERSION) throw new SpdyError(`version ${version} of SPDY`);
  const fin = (head[4]! & FIN) !== 0;
  const numberAt = (at: number): number => {
    if (body.length < at + 4) throw new SpdyError(`a control frame that ends after ${body.length}`);
    return body.readUInt32BE(at);
  };
  const stream = (): number => numberAt(0) & STREAM_BITS;
  switch (head.readUInt16BE(2)) {
    case TYPES.SYN_STREAM:
      // Between the two: the stream that it belongs to, a priority and a slot, which mean nothing here.
      if (body.length < 10) throw new SpdyError('a SYN_STREAM without its beginning');
      return { type: 'SYN_STREAM', stream: stream(), fin, block: body.subarray(10) };
    case TYPES.SYN_REPLY:
      return { type: 'SYN_REPLY', stream: stream(), fin, block: body.subarray(4) };
    case TYPES.HEADERS:
      return { type: 'HEADERS', stream: stream(), fin, block: body.subarray(4) };
    case TYPES.RST_STREAM:
      return { type: 'RST_STREAM', stream: stream(), status: numberAt(4) };
    case TYPES.PING:
      return { type: 'PING', id: numberAt(0) };
    case TYPES.GOAWAY:
      return { type: 'GOAWAY', lastStream: stream(), status: numberAt(4) };
    case TYPES.WINDOW_UPDATE:
      return { type: 'WINDOW_UPDATE', stream: stream(), delta: numberAt(4) & STREAM_BITS };
    case TYPES.SETTINGS:
      return { type: 'SETTINGS' };
    default:
      return undefined;
  }
}
