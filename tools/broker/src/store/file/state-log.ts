import fs from 'node:fs';
import { StoreError } from '../store';
import { within } from './failure';
import { replaceFile, writeSync } from './disk';
import { Damage, type Ending, readRecords, recordOf, seedOf } from './record';
import { type Change, State } from './state';

/** Stands in the first record: a log of another version is not read. */
const VERSION = 1;
const SEED = seedOf('state.log');
/** It is written anew when it is so many times as long as all that it says, and longer than that. */
const TIMES = 4;
const LONG_BYTES = 1024 * 1024;

interface Heading {
  readonly version: number;
  readonly clusterID: string;
  readonly storeID: string;
  readonly channelIDs: number;
}

/** What a state log says. */
export interface ReadState extends Ending {
  readonly state: State;
  /** Of the last record. */
  readonly number: number;
  readonly size: number;
}

/**
 * Reads a state log. Its first record names the store, the second has all that there was to say when it was written
 * anew, each of the others the changes of one commit. The first two come together. They are numbered, and the numbers go on when the log is written anew.
 *
 * @throws StoreError if it is damaged, or of another version
 */
export function readState(file: string): ReadState {
  return within(file, () => {
    const bytes = fs.readFileSync(file);
    let state: State | undefined;
    let count = 0;
    let last = 0;
    const ending = readRecords(bytes, SEED, ({ number, body, at }) => {
      if (state && number !== last + 1) {
        throw new Damage(at, `record ${number} comes after record ${last}`);
      }
      last = number;
      const content: unknown = JSON.parse(body.toString());
      count += 1;
      if (state) for (const change of content as Change[]) state.apply(change);
      else state = newState(file, content as Heading);
    });
    if (!state) throw new Damage(0, bytes.length === 0 ? 'it is empty' : 'it has no first record');
    if (count === 1) throw new Damage(ending.end, 'it ends after its first record');
    return { ...ending, state, number: last, size: bytes.length };
  });
}

/** The state log while the server runs. */
export class StateLog {
  readonly #file: string;
  readonly #heading: () => Heading;
  #descriptor: number;
  #size = 0;
  #sizeAtFirst = 0;
  #number: number;
  #known = 0;

  /**
   * Writes it anew, and as short as can be.
   *
   * @param after the number of the last record before
   * @param state names the store
   * @param before see `replaceFile`
   */
  constructor(
    file: string,
    after: number,
    state: State,
    changes: readonly Change[],
    before?: () => void,
  ) {
    const { clusterID, storeID } = state;
    this.#file = file;
    this.#heading = () => ({ version: VERSION, clusterID, storeID, channelIDs: state.channelIDs });
    this.#number = after;
    this.#descriptor = this.#renew(changes, before);
  }

  /** The number of the newest record that is on the disk, whatever happens to the machine. */
  get known(): number {
    return this.#known;
  }

  get size(): number {
    return this.#size;
  }

  /** True if it has grown enough to be written anew. */
  get isLong(): boolean {
    return this.#size > Math.max(LONG_BYTES, this.#sizeAtFirst * TIMES);
  }

  /** Writes a record. @param keep false: it is on the disk some time, or when the next one is kept */
  append(changes: readonly Change[], keep: boolean): void {
    const pieces = recordOf(this.#number + 1, [encoded(changes)], SEED);
    writeSync({ descriptor: this.#descriptor, pieces, at: this.#size });
    this.#number++;
    this.#size += lengthOf(pieces);
    if (keep) this.keep();
  }

  keep(): void {
    fs.fdatasyncSync(this.#descriptor);
    this.#known = this.#number;
  }

  /** @param changes all that there is to say */
  rewrite(changes: readonly Change[]): void {
    this.close();
    this.#descriptor = this.#renew(changes);
  }

  close(): void {
    fs.closeSync(this.#descriptor);
  }

  #renew(changes: readonly Change[], before?: () => void): number {
    const pieces = [
      ...recordOf(this.#number + 1, [encoded(this.#heading())], SEED),
      ...recordOf(this.#number + 2, [encoded(changes)], SEED),
    ];
    replaceFile(this.#file, pieces, before);
    this.#number += 2;
    this.#known = this.#number;
    this.#size = this.#sizeAtFirst = lengthOf(pieces);
    return fs.openSync(this.#file, 'r+');
  }
}

function newState(file: string, heading: Heading): State {
  const { version, clusterID, storeID, channelIDs } = heading;
  if (version !== VERSION) {
    throw new StoreError(
      `${file} is of version ${version}, this server reads version ${VERSION}. Take another folder: -dir OTHER`,
    );
  }
  return new State(clusterID, storeID, channelIDs);
}

function encoded(content: unknown): Buffer {
  return Buffer.from(JSON.stringify(content));
}

function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}
