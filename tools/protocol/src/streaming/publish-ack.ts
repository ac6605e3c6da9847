import { PubAck } from './messages';
import { decodeText } from './text';
import { copy } from './wire';

const GUID = 0x0a;
/** From here on a length takes more than one byte. */
const LONG = 0x80;

/** The PubAck without an error, for the guid of at least one byte that stands in `bytes` from `start` to before `end`. */
export function encodePubAck(bytes: Buffer, start: number, end: number): Buffer {
  const length = end - start;
  if (length >= LONG) return PubAck.encode({ guid: decodeText(bytes.subarray(start, end)) });
  const ack = Buffer.allocUnsafe(2 + length);
  ack[0] = GUID;
  ack[1] = length;
  copy(bytes, start, end, ack, 2);
  return ack;
}
