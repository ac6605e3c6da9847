import fs from 'node:fs';
import path from 'node:path';
import { damaged, foreign, within } from './failure';
import { Damage, readRecords, recordOf, seedOf } from './record';

/**
 * What stands in the folder of a store:
 * `state.log`: who is connected, which channels and subscriptions there are, what is pending;
 * `channel-7/1.log`: the messages of channel number 7 from the first on. A channel's name may be any text, also
 * one that no file can have;
 * `closed`: the size of each file when the server stopped. It is there only while none runs.
 */
const STATE = 'state.log';
const CLOSED = 'closed';
const SEGMENT = /^([1-9]\d*)\.log$/;
const CHANNEL = /^channel-([1-9]\d*)$/;

/** Files of other servers, by which a folder is known as theirs. */
const FOREIGN = [
  ['server.dat', 'the real NATS Streaming Server'],
  ['nats-streaming.db', 'an earlier version of the embedded server'],
] as const;

export function stateFile(dir: string): string {
  return path.join(dir, STATE);
}

export function channelFolder(dir: string, channel: number): string {
  return path.join(dir, `channel-${channel}`);
}

export function segmentFile(dir: string, channel: number, first: number): string {
  return path.join(channelFolder(dir, channel), `${first}.log`);
}

/** The numbers of the channels that have a folder, in order. */
export function channelFolders(dir: string): number[] {
  return numbersIn(dir, CHANNEL);
}

/** The first sequences of the files in a channel's folder, in order. */
export function segmentFiles(dir: string, channel: number): number[] {
  return numbersIn(channelFolder(dir, channel), SEGMENT);
}

/**
 * True if there is a store in the folder, false if there is nothing of one.
 *
 * @throws StoreError if another server's is there, or one without its state log
 */
export function hasStore(dir: string): boolean {
  const names = namesIn(dir);
  if (names.includes(STATE)) return true;
  for (const [name, owner] of FOREIGN) {
    if (names.includes(name)) throw foreign(path.join(dir, name), owner);
  }
  const rest = names.find((name) => name === CLOSED || CHANNEL.test(name));
  if (rest !== undefined) {
    throw damaged(stateFile(dir), `it is missing, and ${path.join(dir, rest)} is there`);
  }
  return false;
}

/** The record of a clean stop, for the files of the store by their paths. */
export function closedRecord(dir: string, sizes: ReadonlyMap<string, number>): Buffer[] {
  const names = [...sizes].map(([file, size]) => [path.relative(dir, file), size]);
  return recordOf(names.length, [Buffer.from(JSON.stringify(names))], seedOf(CLOSED));
}

export function closedFile(dir: string): string {
  return path.join(dir, CLOSED);
}

/**
 * Holds the files against what a clean stop wrote down.
 *
 * @returns true if the server was stopped, false if it was killed
 * @throws StoreError if a file is not as it was
 */
export function wasClosed(dir: string): boolean {
  const file = closedFile(dir);
  if (!fs.existsSync(file)) return false;
  for (const [name, size] of sizesIn(file)) {
    const other = path.join(dir, name);
    const found = fs.existsSync(other) ? fs.statSync(other).size : undefined;
    if (found === undefined) throw damaged(other, 'it is missing');
    if (found !== size) {
      throw damaged(other, `it has ${found} bytes, and had ${size} when the server stopped`);
    }
  }
  return true;
}

function sizesIn(file: string): [name: string, size: number][] {
  return within(file, () => {
    const bytes = fs.readFileSync(file);
    const found: Buffer[] = [];
    const { end } = readRecords(bytes, seedOf(CLOSED), ({ body }) => found.push(body));
    if (found.length !== 1 || end !== bytes.length) throw new Damage(end, 'it is not whole');
    return JSON.parse(String(found[0])) as [string, number][];
  });
}

function numbersIn(folder: string, pattern: RegExp): number[] {
  const numbers = namesIn(folder).map((name) => Number(pattern.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

function namesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}
