import { MemoryMessages } from '../memory-messages';
import type { MessageStore, NewMessage } from '../message-store';
import type { Segment } from '../segment';
import { type Block, blockOf, isWhole, segmentOf } from './block';
import type { ChannelRow, Tables } from './tables';

/** So much of what was stored last stays in memory: those who keep up are served from there. */
const RECENT_BYTES = 8 * 1024 * 1024;
/** How many pages of older messages are remembered. */
const PAGES = 8;

/** What a channel's messages need of the store that they belong to. */
export interface Home {
  /** Something is to be kept at the next commit. */
  changed(messages: FileMessages): void;
  /** Reads blocks in order, the first with `sequence`; none if the file is closed. */
  read(channel: number, sequence: number): Block[];
  /** What was read is not what was stored. */
  damaged(what: string): void;
}

/** The messages of one channel on disk. Until they are committed they have a number, and nobody sees them. */
export class FileMessages implements MessageStore {
  readonly #home: Home;
  readonly #id: number;
  readonly #name: string;
  #first: number;
  #committed: number;
  #bytes: number;
  /** What is on its way to the disk, and some of what was before it. */
  readonly #recent: MemoryMessages;
  /** Read from the disk; the one that was used last is the last. */
  #pages: Segment[] = [];
  /** The oldest message in the file, dropped or not. */
  #oldest: number;

  /** @param bytes of the messages that are kept */
  constructor(home: Home, { id, name, first, last }: ChannelRow, bytes: number) {
    this.#home = home;
    this.#id = id;
    this.#name = name;
    this.#first = this.#oldest = first;
    this.#committed = last;
    this.#bytes = bytes;
    this.#recent = new MemoryMessages(last + 1);
  }

  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#committed;
  }

  get next(): number {
    return this.#recent.next;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get row(): ChannelRow {
    return { id: this.#id, name: this.#name, first: this.#first, last: this.next - 1 };
  }

  append(message: NewMessage, time: number): void {
    this.#bytes += message.size;
    this.#home.changed(this);
    this.#recent.append(message, time);
  }

  get(sequence: number): Buffer | undefined {
    return sequence > this.#committed ? undefined : this.#find(sequence)?.get(sequence);
  }

  timeOf(sequence: number): number | undefined {
    return sequence > this.#committed ? undefined : this.#find(sequence)?.timeOf(sequence);
  }

  drop(): void {
    const oldest = this.#find(this.#first)?.get(this.#first);
    if (!oldest) return;
    this.#bytes -= oldest.length;
    this.#first++;
    if (this.#recent.first < this.#first) this.#recent.drop();
    this.#home.changed(this);
  }

  /** Writes what is new, within a transaction. */
  write(tables: Tables): void {
    const from = Math.max(this.#first, this.#committed + 1);
    if (from < this.next) {
      tables.insertBlock(this.#id, blockOf(this.#recent, from, this.next - 1));
    }
    if (this.#oldest < this.#first) tables.deleteBlocksBefore(this.#id, this.#first);
    tables.putChannel(this.row);
  }

  /** The transaction is done. */
  written(): void {
    this.#committed = this.next - 1;
    this.#oldest = this.#first;
    const recent = this.#recent;
    while (recent.bytes > RECENT_BYTES && recent.first < recent.last) recent.drop();
  }

  #find(sequence: number): Pick<MessageStore, 'get' | 'timeOf'> | undefined {
    if (sequence < this.#first || sequence >= this.next) return undefined;
    return sequence >= this.#recent.first ? this.#recent : this.#page(sequence);
  }

  #page(sequence: number): Segment | undefined {
    const found =
      this.#pages.find(({ base, last }) => base <= sequence && sequence <= last) ??
      this.#read(sequence);
    if (found && found !== this.#pages.at(-1)) {
      this.#pages = [...this.#pages.filter((page) => page !== found), found].slice(-PAGES);
    }
    return found;
  }

  #read(sequence: number): Segment | undefined {
    const blocks = this.#home.read(this.#id, sequence);
    const wrong = blocks.find((block) => !isWhole(block));
    if (wrong) {
      this.#home.damaged(
        `messages ${wrong.first} to ${wrong.last} of the channel "${this.#name}" are not what was stored`,
      );
    }
    return wrong || !blocks[0] ? undefined : segmentOf(blocks);
  }
}
