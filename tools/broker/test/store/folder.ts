import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder for one test file, whose parts are removed after each test. */
export class Folder {
  #path = '';

  constructor() {
    beforeEach(() => {
      this.#path = fs.mkdtempSync(path.join(os.tmpdir(), 'store-'));
    });
    afterEach(() => fs.rmSync(this.#path, { recursive: true }));
  }

  get path(): string {
    return this.#path;
  }

  /** The path of something in it. */
  at(...names: string[]): string {
    return path.join(this.#path, ...names);
  }

  get names(): string[] {
    return fs.readdirSync(this.#path).sort();
  }

  /** All that is in it, by path. */
  get contents(): ReadonlyMap<string, Buffer> {
    return contentsOf(this.#path);
  }

  /** The same in few words, to be compared. */
  get digest(): readonly string[] {
    return digestOf(this.contents);
  }

  write(name: string, bytes: Buffer): void {
    fs.writeFileSync(this.at(name), bytes);
  }

  /** Makes it hold these files and nothing else. */
  restore(contents: ReadonlyMap<string, Buffer>): void {
    restore(this.#path, contents);
  }
}

/** The files in `folder` and below, by path from there. */
export function contentsOf(folder: string): Map<string, Buffer> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return new Map(files.map((name) => [name, fs.readFileSync(path.join(folder, name))]));
}

/** A line for each file, which tells it from all others. */
export function digestOf(contents: ReadonlyMap<string, Buffer>): string[] {
  return [...contents]
    .map(([name, bytes]) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`)
    .sort();
}

/** Makes `folder` hold these files and nothing else. */
export function restore(folder: string, contents: ReadonlyMap<string, Buffer>): void {
  for (const name of fs.readdirSync(folder)) {
    fs.rmSync(path.join(folder, name), { recursive: true });
  }
  for (const [name, bytes] of contents) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
  }
}
