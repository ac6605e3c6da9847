import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const writev = promisify(fs.writev);
const fdatasync = promisify(fs.fdatasync);

/** Bytes for one place of a file. */
export interface Write {
  readonly descriptor: number;
  readonly pieces: readonly Buffer[];
  readonly at: number;
  /** Zeros for behind them. A thread does not write those: something else may be there by then. */
  readonly room?: Buffer | undefined;
}

/** Resolves when all is written; the threads of the pool do it. */
export async function write({ descriptor, pieces, at }: Write): Promise<void> {
  let left = pieces;
  for (let position = at; left.length > 0;) {
    const { bytesWritten } = await writev(descriptor, left, position);
    position += bytesWritten;
    left = without(left, bytesWritten);
  }
}

/** Resolves when what was written is on the disk. */
export async function sync({ descriptor }: Write): Promise<void> {
  await fdatasync(descriptor);
}

/** Both at once. It may be done while a thread does the same. */
export function keepSync({ descriptor, pieces, at, room }: Write): void {
  writeSync({ descriptor, pieces: room ? [...pieces, room] : pieces, at });
  fs.fdatasyncSync(descriptor);
}

/** The process may be killed from now on, not the machine. */
export function writeSync({ descriptor, pieces, at }: Omit<Write, 'room'>): void {
  let left = pieces;
  for (let position = at; left.length > 0;) {
    const written = fs.writevSync(descriptor, left, position);
    position += written;
    left = without(left, written);
  }
}

/**
 * Brings a whole file to the disk under its name: whoever finds the name finds all of it.
 *
 * @param before what is to be done when there is room for the file, and before it has its name
 */
export function replaceFile(file: string, pieces: readonly Buffer[], before?: () => void): void {
  const half = `${file}.new`;
  try {
    const descriptor = fs.openSync(half, 'w');
    try {
      keepSync({ descriptor, pieces, at: 0 });
    } finally {
      fs.closeSync(descriptor);
    }
    before?.();
    fs.renameSync(half, file);
  } catch (error) {
    fs.rmSync(half, { force: true });
    throw error;
  }
  keepNames(path.dirname(file));
}

/** Makes a folder, and those above it: Node's own way says ENOENT of a disk that is read-only. */
export function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another server may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** What was made, renamed or removed in `folder` stays so. Windows keeps names by itself. */
export function keepNames(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** What is left of `pieces` after the first `bytes`: a disk need not take all at once. */
function without(pieces: readonly Buffer[], bytes: number): readonly Buffer[] {
  let skipped = 0;
  let rest = bytes;
  while (skipped < pieces.length && rest >= pieces[skipped]!.length) {
    rest -= pieces[skipped++]!.length;
  }
  const left = pieces.slice(skipped);
  return rest === 0 ? left : [left[0]!.subarray(rest), ...left.slice(1)];
}
