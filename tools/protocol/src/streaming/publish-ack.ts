import { copy, varintSize, writeVarint } from './wire';

const GUID = 0x0a;

/** The PubAck without an error, for the guid of at least one byte that stands in `bytes` from `start` to before `end`. */
export function encodePubAck(bytes: Buffer, start: number, end: number): Buffer {
  const length = end - start;
  const ack = Buffer.allocUnsafe(1 + varintSize(length) + length);
  ack[0] = GUID;
  copy(bytes, start, end, ack, writeVarint(ack, 1, length));
  return ack;
}
