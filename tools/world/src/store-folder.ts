import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder for the messages of one server, which is gone with it. */
export class StoreFolder {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-'));

  /** Loses everything, as when a disk is replaced. */
  empty(): void {
    this.remove();
    fs.mkdirSync(this.path);
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true });
  }
}
