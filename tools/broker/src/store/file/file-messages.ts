import fs from 'node:fs';
import path from 'node:path';
import { MemoryMessages } from '../memory-messages';
import type { MessageStore, NewMessage } from '../message-store';
import type { Segment } from '../segment';
import { keepNames, type Write } from './disk';
import { Marks } from './marks';
import type { FoundChannel } from './recovery';
import { SegmentFile, type SegmentName } from './segment-file';
import type { ChannelState, Change } from './state';

/** So much of what was stored last stays in memory: those who keep up are served from there. */
const RECENT_BYTES = 8 * 1024 * 1024;
/** How many pages of older messages are remembered. */
const PAGES = 8;
/** What a message counts beside its own bytes, as on the real server (section 3.6). */
const RECORD_BYTES = 40;
/** A file may hold as much as all messages of its channel, within these: dropped ones fill little more. */
const SMALLEST_FILE = 4 * 1024 * 1024;
const LARGEST_FILE = 64 * 1024 * 1024;
/** How often the age of messages is looked at, as on the real server. */
const EXPIRY_STEP_MS = 1000;

/** What a channel's messages need of the store that they belong to. */
export interface Home {
  /** Something is to be written at the next commit. */
  changed(messages: FileMessages): void;
  /** Which file has the messages of a channel from `first` on. */
  nameOf(channel: number, first: number): SegmentName;
  /** The file could not be read, or holds something else. */
  unreadable(file: string, error: unknown): void;
}

/** New messages of a channel, for the end of its newest file. */
export interface MessageWrite extends Write {
  /** How many there are, without the room behind them. */
  readonly bytes: number;
  /** Of their channel. */
  readonly marks: Marks;
  /** It is done. @throws GoneError if the file is not in its folder any more */
  kept(): void;
}

/** The messages of one channel on disk. Until they are kept they have a number, and nobody sees them. */
export class FileMessages implements MessageStore {
  readonly id: number;
  readonly name: string;
  readonly marks = new Marks();
  readonly expiryStep = EXPIRY_STEP_MS;
  readonly #home: Home;
  #first: number;
  /** The newest message that is on the disk, and that is on its way there. */
  #kept: number;
  #given: number;
  #bytes: number;
  /** What is on its way to the disk, and some of what was before it. */
  readonly #recent: MemoryMessages;
  /** Read from the disk; the one that was used last is the last. */
  #pages: Segment[] = [];
  #segments: SegmentFile[];
  /** What the state log says. */
  #saidFirst: number;
  #saidLast: number;

  constructor(home: Home, { id, name, first, last, bytes, count, segments }: FoundChannel) {
    this.#home = home;
    this.id = id;
    this.name = name;
    this.#first = this.#saidFirst = first;
    this.#kept = this.#given = this.#saidLast = last;
    this.#bytes = bytes + count * RECORD_BYTES;
    this.#segments = [...segments];
    this.#recent = new MemoryMessages(last + 1);
  }

  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#kept;
  }

  get next(): number {
    return this.#recent.next;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get state(): ChannelState {
    const segments = this.#segments.map(({ first }) => first);
    return { id: this.id, name: this.name, first: this.#keptFirst, last: this.#kept, segments };
  }

  /** The size of each of its files. */
  get sizes(): [file: string, size: number][] {
    return this.#segments.map(({ file, size }) => [file, size]);
  }

  append(message: NewMessage, time: number): void {
    this.#bytes += message.size + RECORD_BYTES;
    this.#home.changed(this);
    this.#recent.append(message, time);
  }

  get(sequence: number): Buffer | undefined {
    return sequence > this.#kept ? undefined : this.#find(sequence)?.get(sequence);
  }

  timeOf(sequence: number): number | undefined {
    return sequence > this.#kept ? undefined : this.#find(sequence)?.timeOf(sequence);
  }

  drop(): void {
    if (this.#first === this.next) return;
    // Nothing is found if the disk could not be read: the store has failed by then.
    const size = this.#find(this.#first)?.get(this.#first)?.length ?? 0;
    this.#bytes -= size + RECORD_BYTES;
    this.#first++;
    this.#home.changed(this);
  }

  /** Begins another file if one is needed for what is new. @returns what the state log is to say of it */
  begin(): Change[] {
    const newest = this.#segments.at(-1);
    const most = Math.max(SMALLEST_FILE, Math.min(LARGEST_FILE, this.#bytes));
    if (this.#given === this.next - 1 || (newest && newest.size < most)) return [];
    const first = this.#given + 1;
    this.#segments.push(SegmentFile.create(this.#home.nameOf(this.id, first), this.name));
    return [{ kind: 'segment', channel: this.id, first }];
  }

  /** Which messages there are, if that has changed. @param all also if it can be found out from them */
  bounds(all: boolean): Change[] {
    const [first, last] = [this.#keptFirst, this.#kept];
    if (first === this.#saidFirst && !(all && last !== this.#saidLast)) return [];
    this.#saidFirst = first;
    this.#saidLast = last;
    return [{ kind: 'bounds', channel: this.id, first, last }];
  }

  /** What is new, if anything is. @param known the newest record of the state log that is kept */
  write(known: number): MessageWrite | undefined {
    if (this.#given === this.next - 1) return undefined;
    const segment = this.#segments.at(-1)!;
    const write = segment.add(this.#recent.piecesFrom(this.#given + 1), known);
    const last = (this.#given = this.next - 1);
    const { size } = segment;
    const kept = (): void => {
      segment.kept(size);
      this.#kept = last;
      this.#forgetOld();
    };
    return { ...write, bytes: size - write.at, marks: this.marks, kept };
  }

  /** False if there is something to do for `tidy`. */
  get isTidy(): boolean {
    const older = this.#segments.slice(0, -1);
    return this.#outdated === 0 && !older.some(({ isOpen }) => isOpen);
  }

  /**
   * Closes files that are full, and removes those of which every message is dropped; nothing may be on
   * its way to them.
   *
   * @param keepState is called before one is removed
   */
  tidy(keepState: () => void): void {
    for (const segment of this.#segments.slice(0, -1)) segment.close();
    if (this.#outdated === 0) return;
    keepState();
    const outdated = this.#segments.splice(0, this.#outdated);
    for (const { file } of outdated) fs.rmSync(file, { force: true });
    keepNames(path.dirname(outdated[0]!.file));
  }

  /** Lets the files go. @param whole false: as they are */
  close(whole: boolean): void {
    for (const segment of this.#segments) {
      if (whole) segment.close();
      else segment.abandon();
    }
  }

  /** How many files have only messages that are dropped, as the state log says. */
  get #outdated(): number {
    const first = this.#saidFirst;
    return Math.max(
      0,
      this.#segments.findLastIndex((segment) => segment.first <= first),
    );
  }

  /** As far as the files are known to have the messages. */
  get #keptFirst(): number {
    return Math.min(this.#first, this.#kept + 1);
  }

  #forgetOld(): void {
    const recent = this.#recent;
    while (recent.first < Math.min(this.#first, this.#kept)) recent.drop();
    while (recent.bytes > RECENT_BYTES && recent.first < this.#kept) recent.drop();
  }

  #find(sequence: number): Pick<MessageStore, 'get' | 'timeOf'> | undefined {
    if (sequence < this.#first || sequence >= this.next) return undefined;
    return sequence >= this.#recent.first ? this.#recent : this.#page(sequence);
  }

  #page(sequence: number): Segment | undefined {
    const used = this.#pages.at(-1);
    if (used && used.base <= sequence && sequence <= used.last) return used;
    const found =
      this.#pages.find(({ base, last }) => base <= sequence && sequence <= last) ??
      this.#read(sequence);
    if (found) {
      this.#pages = [...this.#pages.filter((page) => page !== found), found].slice(-PAGES);
    }
    return found;
  }

  #read(sequence: number): Segment | undefined {
    const segment = this.#segments.findLast(({ first }) => first <= sequence)!;
    try {
      return segment.read(sequence);
    } catch (error) {
      this.#home.unreadable(segment.file, error);
      return undefined;
    }
  }
}
