import { crc32 } from 'node:zlib';

/**
 * All files of a store consist of records: the length of the body (4 bytes), a number (8), the checksum of
 * the body (4), that of these sixteen bytes (4), the body, and a byte that is not zero. The checksum of
 * the head begins with a seed, which is another one in each file: a record is not taken for one of
 * another file. Numbers are little-endian, as on every machine that Node runs on.
 */
const HEAD_BYTES = 20;
const SEALED_BYTES = 16;
const END = Buffer.of(0xa5);
/** Bytes of a record beside its body. */
export const FRAME_BYTES = HEAD_BYTES + END.length;

/** A record that was read. */
export interface StoredRecord {
  readonly number: number;
  readonly body: Buffer;
  /** Where it begins in the bytes that were read. */
  readonly at: number;
}

/** Where the last whole record ends, and whether something was begun behind it. */
export interface Ending {
  readonly end: number;
  readonly isTorn: boolean;
}

/** Bytes that are not what was written. */
export class Damage extends Error {
  override readonly name = 'Damage';

  /** @param at where in the file */
  constructor(
    readonly at: number,
    what: string,
  ) {
    super(what);
  }
}

/** What stands in front of a record's head checksum, for the file that it is in. */
export function seedOf(file: string): number {
  return crc32(file);
}

/** A record in pieces, to be written one after the other. @param body in pieces too */
export function recordOf(number: number, body: readonly Buffer[], seed: number): Buffer[] {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  let length = 0;
  let crc = 0;
  for (const piece of body) {
    length += piece.length;
    crc = crc32(piece, crc);
  }
  head.writeUInt32LE(length, 0);
  head.writeDoubleLE(number, 4);
  head.writeUInt32LE(crc, 12);
  head.writeUInt32LE(crc32(head.subarray(0, SEALED_BYTES), seed), SEALED_BYTES);
  return [head, ...body, END];
}

/**
 * Reads one record after the other. What was begun and not finished when the process or the machine
 * stopped ends too early, or in zeros up to the end of the file: it was never acknowledged.
 *
 * @param take gets each whole record
 * @throws Damage at whatever else is not a record
 */
export function readRecords(
  bytes: Buffer,
  seed: number,
  take: (record: StoredRecord) => void,
): Ending {
  const used = usedLength(bytes);
  let at = 0;
  while (at < used) {
    const torn = { end: at, isTorn: true };
    const start = at + HEAD_BYTES;
    if (start > bytes.length) return torn;
    const isHead =
      crc32(bytes.subarray(at, at + SEALED_BYTES), seed) === bytes.readUInt32LE(at + SEALED_BYTES);
    if (!isHead) {
      if (used <= start && used < bytes.length) return torn;
      throw new Damage(at, 'no record begins here');
    }
    const end = start + bytes.readUInt32LE(at);
    if (end >= bytes.length || end >= used) return torn;
    const body = bytes.subarray(start, end);
    if (bytes[end] !== END[0] || crc32(body) !== bytes.readUInt32LE(at + 12)) {
      throw new Damage(at, 'this record is not what was written');
    }
    take({ number: bytes.readDoubleLE(at + 4), body, at });
    at = end + END.length;
  }
  return { end: at, isTorn: false };
}

/** Without the zeros at the end, which were written in advance. */
function usedLength(bytes: Buffer): number {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length--;
  return length;
}
