import { crc32 } from 'node:zlib';
import type { MessageStore } from '../message-store';
import { Segment } from '../segment';

/**
 * Messages that were stored together, in one piece:
 * their number (4 bytes), of each its time (8) and size (4), then all of them one after the other.
 */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly data: Buffer;
  /** Of `data`. */
  readonly crc: number;
}

const COUNT_BYTES = 4;
const TIME_BYTES = 8;
const ENTRY_BYTES = TIME_BYTES + 4;

/** Those from `first` to `last`; all of them must be in `messages`. */
export function blockOf(messages: MessageStore, first: number, last: number): Block {
  const count = last - first + 1;
  const head = Buffer.allocUnsafe(COUNT_BYTES + count * ENTRY_BYTES);
  const pieces: Buffer[] = [head];
  let at = head.writeUInt32LE(count);
  for (let sequence = first; sequence <= last; sequence++) {
    const message = messages.get(sequence)!;
    at = head.writeDoubleLE(messages.timeOf(sequence)!, at);
    at = head.writeUInt32LE(message.length, at);
    pieces.push(message);
  }
  const data = Buffer.concat(pieces);
  return { first, last, data, crc: crc32(data) };
}

/** True if the block holds what was put into it. */
export function isWhole({ first, last, data, crc }: Block): boolean {
  return (
    crc32(data) === crc && data.length >= COUNT_BYTES && data.readUInt32LE() === last - first + 1
  );
}

/** The bytes of its messages from `sequence` on. */
export function bytesFrom({ first, last, data }: Block, sequence: number): number {
  let bytes = 0;
  for (let each = Math.max(first, sequence); each <= last; each++) {
    bytes += data.readUInt32LE(COUNT_BYTES + (each - first) * ENTRY_BYTES + TIME_BYTES);
  }
  return bytes;
}

/** One segment with the messages of `blocks`, which follow on one another. */
export function segmentOf(blocks: readonly Block[]): Segment {
  const bytes = blocks.reduce((sum, { data }) => sum + data.length, 0);
  const segment = new Segment(blocks[0]!.first, bytes);
  for (const { data } of blocks) {
    const count = data.readUInt32LE();
    const times = new Float64Array(count);
    const sizes = new Uint32Array(count);
    for (let index = 0, at = COUNT_BYTES; index < count; index++, at += ENTRY_BYTES) {
      times[index] = data.readDoubleLE(at);
      sizes[index] = data.readUInt32LE(at + TIME_BYTES);
    }
    segment.appendAll(data.subarray(COUNT_BYTES + count * ENTRY_BYTES), times, sizes);
  }
  return segment;
}
