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

  /** The file that the state is in. */
  get file(): string {
    return path.join(this.#path, 'nats-streaming.db');
  }

  get names(): string[] {
    return fs.readdirSync(this.#path).sort();
  }

  write(name: string, bytes: Buffer): void {
    fs.writeFileSync(path.join(this.#path, name), bytes);
  }
}
