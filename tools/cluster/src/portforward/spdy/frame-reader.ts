import { FIN, type Frame, HEADER_LENGTH, STREAM_BITS, TYPES, UnknownFrameError } from './frame';

/** So many bytes a control frame has at least; what is shorter has its next fields in what follows. */
const SHORTEST: Readonly<Record<number, number>> = {
  [TYPES.SYN_STREAM]: 10,
  [TYPES.SYN_REPLY]: 4,
  [TYPES.RST_STREAM]: 8,
  [TYPES.SETTINGS]: 4,
  [TYPES.PING]: 4,
  [TYPES.GOAWAY]: 8,
  [TYPES.HEADERS]: 4,
  [TYPES.WINDOW_UPDATE]: 8,
};
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
  /** After a length that cannot be, the real server waits for bytes that never make a frame again. */
  #isLost = false;

  /** @throws SpdyError once what came cannot be understood; there is nothing to read after it */
  *read(chunk: Buffer): Generator<Frame> {
    if (this.#isLost) return;
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
      const shortest = SHORTEST[bytes.readUInt16BE(2)];
      if (shortest === undefined) throw new UnknownFrameError('a control frame of an unknown type');
      if (length < shortest || length > LONGEST_CONTROL_FRAME) {
        this.#isLost = true;
        return;
      }
      if (bytes.length < HEADER_LENGTH + length) break;
      const frame = controlFrame(bytes, bytes.subarray(HEADER_LENGTH, HEADER_LENGTH + length));
      bytes = bytes.subarray(HEADER_LENGTH + length);
      yield frame;
    }
    this.#rest = bytes;
  }

  #part(open: OpenData, data: Buffer): Frame {
    open.left -= data.length;
    if (open.left === 0) this.#open = undefined;
    return { type: 'DATA', stream: open.stream, fin: open.fin && open.left === 0, data };
  }
}

/** Which version of SPDY it says that it is of is not looked at. */
function controlFrame(head: Buffer, body: Buffer): Frame {
  const fin = (head[4]! & FIN) !== 0;
  const numberAt = (at: number): number => body.readUInt32BE(at);
  const stream = (): number => numberAt(0) & STREAM_BITS;
  switch (head.readUInt16BE(2)) {
    case TYPES.SYN_STREAM:
      // Between the two: the stream that it belongs to, a priority and a slot, which mean nothing here.
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
    default:
      return { type: 'SETTINGS' };
  }
}
