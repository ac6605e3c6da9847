import fs from 'node:fs';
import path from 'node:path';
import type { Piece } from '../piece';
import type { Segment } from '../segment';
import { blockOf, pieceOf, segmentOf } from './block';
import { keepNames, keepSync, type Write } from './disk';
import { GoneError } from './failure';
import { Damage, type Ending, readRecords, recordOf } from './record';

/** Blocks that stand beside each other are read together, up to about so many bytes. */
const PAGE_BYTES = 256 * 1024;
/**
 * A few messages are on the disk sooner if their place is there already: zeros are written so far ahead.
 * More messages than `MANY_BYTES` at once are not worth it.
 */
const ROOM = Buffer.alloc(256 * 1024);
const MANY_BYTES = 64 * 1024;

/** Where blocks begin, for some of the messages. */
interface Page {
  readonly first: number;
  readonly at: number;
}

/** Which file it is: a number of a segment is the sequence of its first message. */
export interface SegmentName {
  readonly file: string;
  readonly first: number;
  readonly seed: number;
}

/** A file with messages of one channel, in blocks that are only ever added to. */
export class SegmentFile {
  readonly first: number;
  readonly file: string;
  readonly #seed: number;
  readonly #pages: Page[];
  /** Of what was given to it. */
  #size: number;
  /** Of what is on the disk. */
  #keptSize: number;
  /** With the room behind it. */
  #reserved: number;
  /** While it is written to. */
  #descriptor: number | undefined;
  /** The next block begins a page. */
  #beginsPage = true;

  /** @param size and pages of what is in it */
  constructor(
    { file, first, seed }: SegmentName,
    size: number,
    pages: Page[],
    descriptor?: number,
  ) {
    this.file = file;
    this.first = first;
    this.#seed = seed;
    this.#size = this.#keptSize = this.#reserved = size;
    this.#pages = pages;
    this.#descriptor = descriptor;
  }

  /** Makes the file, and its folder. @param channel the name, for whoever looks into it */
  static create(name: SegmentName, channel: string): SegmentFile {
    const folder = path.dirname(name.file);
    if (!fs.existsSync(folder)) {
      fs.mkdirSync(folder);
      keepNames(path.dirname(folder));
    }
    const descriptor = fs.openSync(name.file, 'w+');
    const pieces = recordOf(name.first, [Buffer.from(JSON.stringify({ channel }))], name.seed);
    keepSync({ descriptor, pieces, at: 0 });
    keepNames(folder);
    const size = pieces.reduce((sum, { length }) => sum + length, 0);
    return new SegmentFile(name, size, [], descriptor);
  }

  get size(): number {
    return this.#size;
  }

  /** True while it is written to. */
  get isOpen(): boolean {
    return this.#descriptor !== undefined;
  }

  /** Takes over `pieces`. @param known see `block.ts`. @returns what is to be written */
  add(pieces: readonly Piece[], known: number): Write {
    const at = this.#size;
    const bytes: Buffer[] = [];
    for (const piece of pieces) {
      this.#index(piece.first);
      for (const each of blockOf(piece, known, this.#seed)) {
        bytes.push(each);
        this.#size += each.length;
      }
    }
    this.#descriptor ??= fs.openSync(this.file, 'r+');
    const write = { descriptor: this.#descriptor, pieces: bytes, at };
    if (this.#size <= this.#reserved) return write;
    const isFew = this.#size - at < MANY_BYTES;
    this.#reserved = this.#size + (isFew ? ROOM.length : 0);
    return isFew ? { ...write, room: ROOM } : write;
  }

  /** What was added up to `size` is on the disk. @throws GoneError if nobody will find it there */
  kept(size: number): void {
    if (this.#descriptor !== undefined && fs.fstatSync(this.#descriptor).nlink === 0) {
      throw new GoneError(this.file);
    }
    this.#keptSize = size;
  }

  /**
   * Reads the page that `sequence` is in.
   *
   * @throws Damage if it is not what was written
   */
  read(sequence: number): Segment {
    const index = this.#pages.findLastIndex(({ first }) => first <= sequence);
    const { at } = this.#pages[index]!;
    const bytes = Buffer.allocUnsafeSlow((this.#pages[index + 1]?.at ?? this.#keptSize) - at);
    const descriptor = this.#descriptor ?? fs.openSync(this.file, 'r');
    try {
      fs.readSync(descriptor, bytes, 0, bytes.length, at);
    } finally {
      if (this.#descriptor === undefined) fs.closeSync(descriptor);
    }
    return this.#segmentIn(bytes, at);
  }

  /** Nothing comes any more: gives the room back. Nothing may be on its way. */
  close(): void {
    if (this.#descriptor === undefined) return;
    if (this.#reserved > this.#size) {
      fs.ftruncateSync(this.#descriptor, this.#size);
      fs.fsyncSync(this.#descriptor);
    }
    this.abandon();
  }

  /** Lets it go as it is. */
  abandon(): void {
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #index(first: number): void {
    const at = this.#size;
    if (!this.#beginsPage && at - this.#pages.at(-1)!.at < PAGE_BYTES) return;
    this.#beginsPage = false;
    this.#pages.push({ first, at });
  }

  #segmentIn(bytes: Buffer, at: number): Segment {
    const pieces: Piece[] = [];
    try {
      const { end } = readRecords(bytes, this.#seed, (record) => pieces.push(pieceOf(record)));
      if (end < bytes.length) throw new Damage(end, 'something else is there');
    } catch (error) {
      throw error instanceof Damage ? new Damage(at + error.at, error.message) : error;
    }
    return segmentOf(pieces);
  }
}

/** What was found in a file. */
export interface FoundSegment extends Ending {
  readonly segment: SegmentFile;
  /** How long the file is. */
  readonly length: number;
  /** The sequence after its last message. */
  readonly next: number;
}

/**
 * Reads a whole file: each block must be what was written, and follow on the one before.
 *
 * @param take gets the messages, block by block
 * @throws Damage if it is not what was written
 */
export function readSegment(
  name: SegmentName,
  take: (piece: ReturnType<typeof pieceOf>) => void,
): FoundSegment {
  const bytes = fs.readFileSync(name.file);
  const pages: Page[] = [];
  let next: number | undefined;
  const ending = readRecords(bytes, name.seed, (record) => {
    const expected = next ?? name.first;
    if (record.number !== expected) {
      throw new Damage(record.at, `message ${record.number} stands where ${expected} is due`);
    }
    if (next !== undefined) {
      const piece = pieceOf(record);
      if (record.at - (pages.at(-1)?.at ?? -PAGE_BYTES) >= PAGE_BYTES) {
        pages.push({ first: next, at: record.at });
      }
      take(piece);
      next += piece.count;
    } else next = name.first;
  });
  if (next === undefined) {
    throw new Damage(0, bytes.length === 0 ? 'it is empty' : 'it has no first record');
  }
  const segment = new SegmentFile(name, ending.end, pages);
  return { ...ending, segment, length: bytes.length, next };
}
