import type { Piece } from '../piece';
import { Segment } from '../segment';
import { Damage, FRAME_BYTES, recordOf, type StoredRecord } from './record';

/**
 * Messages that were stored together are one record, whose number is the sequence of the first one. Its
 * body: their count (4 bytes), `start` (4), the number of the newest record of the state log that they
 * build on (8), then times, ends and bytes as in `Piece`.
 */
const HEAD_BYTES = 16;
const ENTRY_BYTES = 12;

/** The record that keeps `piece`. */
export function blockOf(piece: Piece, known: number, seed: number): Buffer[] {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32LE(piece.count, 0);
  head.writeUInt32LE(piece.start, 4);
  head.writeDoubleLE(known, 8);
  return recordOf(piece.first, [head, piece.times, piece.ends, piece.bytes], seed);
}

/** How many bytes that record has. */
export function blockLength({ count, bytes }: Piece): number {
  return FRAME_BYTES + HEAD_BYTES + count * ENTRY_BYTES + bytes.length;
}

/**
 * What `blockOf` was given.
 *
 * @throws Damage if it is none
 */
export function pieceOf({ number, body, at }: StoredRecord): Piece & { readonly known: number } {
  const count = body.length < HEAD_BYTES ? 0 : body.readUInt32LE(0);
  const ends = HEAD_BYTES + count * 8;
  const bytes = HEAD_BYTES + count * ENTRY_BYTES;
  if (count === 0 || bytes > body.length) throw new Damage(at, 'this record has no messages');
  return {
    first: number,
    count,
    start: body.readUInt32LE(4),
    known: body.readDoubleLE(8),
    times: body.subarray(HEAD_BYTES, ends),
    ends: body.subarray(ends, bytes),
    bytes: body.subarray(bytes),
  };
}

/** The bytes of its messages from `sequence` on, and how many those are. */
export function restOf(piece: Piece, sequence: number): { bytes: number; count: number } {
  const skipped = Math.min(Math.max(sequence - piece.first, 0), piece.count);
  const start = skipped === 0 ? piece.start : piece.ends.readUInt32LE((skipped - 1) * 4);
  return { bytes: piece.start + piece.bytes.length - start, count: piece.count - skipped };
}

/** One segment with the messages of `pieces`, which follow on one another. */
export function segmentOf(pieces: readonly Piece[]): Segment {
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
  const segment = new Segment(pieces[0]!.first, bytes);
  for (const piece of pieces) segment.appendPiece(piece);
  return segment;
}
