import fs from 'node:fs';
import type { SubscriptionState } from '../store';
import { restOf } from './block';
import { keepNames } from './disk';
import { damaged, within } from './failure';
import {
  channelFolder,
  channelFolders,
  closedFile,
  segmentFile,
  segmentFiles,
  stateFile,
  wasClosed,
} from './folder';
import { Damage, readRecords, seedOf } from './record';
import { type FoundSegment, readSegment, type SegmentFile } from './segment-file';
import type { ChannelState, State } from './state';
import { readState } from './state-log';

/** The messages of a channel as they were found. */
export interface FoundChannel {
  readonly id: number;
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Encoded bytes of those that are kept, and how many they are. */
  readonly bytes: number;
  readonly count: number;
  readonly segments: readonly SegmentFile[];
}

interface Tail extends Pick<FoundSegment, 'end' | 'isTorn' | 'length'> {
  readonly file: string;
}

/** What marks the records of a segment as those of this store and channel. */
export function segmentSeed(storeID: string, channel: number): number {
  return seedOf(`${storeID} ${channel}`);
}

/**
 * Reads all that a folder holds, and holds it against each other. Nothing is changed before `mend`.
 *
 * A server that was killed may leave a record half written at the end of a file, which nobody was told
 * of, and files that it had begun or was about to remove. Everything else is as it was written, or the
 * folder is refused.
 */
export class Recovery {
  readonly state: State;
  /** Of the newest record of the state log. */
  readonly number: number;
  readonly channels: readonly FoundChannel[];
  readonly #dir: string;
  readonly #wasClosed: boolean;
  /** What is behind the last whole record of a file. */
  readonly #tails: Tail[] = [];
  /** Files and folders that nobody needs. */
  readonly #leftover: string[] = [];
  /** The newest record of the state log that messages build on. */
  #known = 0;

  /** @throws StoreError that names the file, the place and what is wrong with it */
  constructor(dir: string) {
    this.#dir = dir;
    this.#wasClosed = wasClosed(dir);
    const file = stateFile(dir);
    const read = readState(file);
    this.state = read.state;
    this.number = read.number;
    this.#look({ ...read, file, length: read.size });
    this.channels = [...read.state.channels.values()].map((channel) => this.#channel(channel));
    if (this.#known > this.number) {
      throw damaged(file, `it ends at record ${this.number}, and had ${this.#known}`, read.end);
    }
    this.#checkFolders(file);
    for (const subscription of read.state.subscriptions) this.#checkSubscription(subscription);
  }

  /** Removes what was begun and never acknowledged. @returns a sentence for each piece that is cut off */
  mend(): string[] {
    fs.rmSync(closedFile(this.#dir), { force: true });
    keepNames(this.#dir);
    for (const name of this.#leftover) fs.rmSync(name, { recursive: true, force: true });
    for (const { file, end } of this.#tails) fs.truncateSync(file, end);
    return this.#tails
      .filter(({ isTorn }) => isTorn)
      .map(
        ({ file, end, length }) =>
          `the last ${length - end} bytes of ${file} were being written when the server stopped, and acknowledged to nobody: they were cut off`,
      );
  }

  #channel(channel: ChannelState): FoundChannel {
    const { id, name, first, segments } = channel;
    let [next, bytes, count] = [segments[0] ?? 1, 0, 0];
    const found = segments.map((start, index) => {
      const file = segmentFile(this.#dir, id, start);
      if (start !== next) {
        throw damaged(file, `its first message is ${start}, ${missing(next, start - 1, name)}`);
      }
      const segment = this.#segment(channel, start, (piece) => {
        const rest = restOf(piece, first);
        bytes += rest.bytes;
        count += rest.count;
        this.#known = Math.max(this.#known, piece.known);
      });
      if (segment.isTorn && index < segments.length - 1) {
        throw damaged(file, 'this record is not whole, and there are later ones', segment.end);
      }
      next = segment.next;
      return segment;
    });
    const last = Math.max(channel.last, first - 1);
    if (next <= last) {
      const newest = segmentFile(this.#dir, id, segments.at(-1) ?? 1);
      throw damaged(newest, missing(next, last, name), found.at(-1)?.end);
    }
    this.#checkFiles(channel);
    return {
      id,
      name,
      first,
      last: next - 1,
      bytes,
      count,
      segments: found.map(({ segment }) => segment),
    };
  }

  #segment(
    { id }: ChannelState,
    first: number,
    take: Parameters<typeof readSegment>[1],
  ): FoundSegment {
    const file = segmentFile(this.#dir, id, first);
    if (!fs.existsSync(file)) throw damaged(file, 'it is missing');
    const seed = segmentSeed(this.state.storeID, id);
    const found = within(file, () => readSegment({ file, first, seed }, take));
    this.#look({ ...found, file });
    return found;
  }

  /** What is behind the last record: after a clean stop nothing is. */
  #look(tail: Tail): void {
    const { file, end, length } = tail;
    if (end === length) return;
    if (this.#wasClosed) throw damaged(file, 'it went on here when the server stopped', end);
    this.#tails.push(tail);
  }

  /** Files that the state log does not name were begun and not used, or are to be removed. */
  #checkFiles({ id, segments }: ChannelState): void {
    for (const start of segmentFiles(this.#dir, id)) {
      if (segments.includes(start)) continue;
      const file = segmentFile(this.#dir, id, start);
      const isNewer = start > (segments.at(-1) ?? 0);
      const isOlder = start < (segments[0] ?? 0);
      if (this.#wasClosed || (!isOlder && !(isNewer && this.#hasNoMessages(id, start)))) {
        throw damaged(file, `${stateFile(this.#dir)} does not know of it`);
      }
      this.#leftover.push(file);
    }
  }

  /** It has its first record at most. */
  #hasNoMessages(id: number, first: number): boolean {
    const bytes = fs.readFileSync(segmentFile(this.#dir, id, first));
    let records = 0;
    try {
      readRecords(bytes, segmentSeed(this.state.storeID, id), () => (records += 1));
    } catch (error) {
      if (error instanceof Damage) return false;
      throw error;
    }
    return records <= 1;
  }

  /** Folders of channels that were deleted, or that were just begun, may still be there. */
  #checkFolders(file: string): void {
    for (const id of channelFolders(this.#dir)) {
      if (this.state.channels.has(id)) continue;
      const folder = channelFolder(this.#dir, id);
      const mayStay =
        id <= this.state.channelIDs ||
        segmentFiles(this.#dir, id).every((first) => this.#hasNoMessages(id, first));
      if (this.#wasClosed || !mayStay) throw damaged(file, `it does not know of ${folder}`);
      this.#leftover.push(folder);
    }
  }

  /** Nobody was sent a message that was not there. */
  #checkSubscription({ channel, lastSent, groupLastSent, pending }: SubscriptionState): void {
    const found = this.channels.find(({ name }) => name === channel);
    const sent = pending.reduce(
      (most, each) => Math.max(most, each),
      Math.max(lastSent, groupLastSent),
    );
    if (!found || sent <= found.last) return;
    const file = segmentFile(this.#dir, found.id, found.segments.at(-1)?.first ?? 1);
    throw damaged(file, missing(found.last + 1, sent, channel), found.segments.at(-1)?.size);
  }
}

function missing(first: number, last: number, channel: string): string {
  const which = first === last ? `message ${first}` : `messages ${first} to ${last}`;
  return `${which} of the channel ${JSON.stringify(channel)} ${first === last ? 'is' : 'are'} missing`;
}
