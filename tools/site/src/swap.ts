import fs from 'node:fs';
import path from 'node:path';

/** The files of a folder, by their path in it, with forward slashes. */
export type Files = ReadonlyMap<string, string | Buffer>;

/**
 * Makes `folder` hold `files` and nothing else. They are written beside it first, so that a reader
 * sees the old folder or the new one and never a part, and the old one stays if writing fails.
 */
export function replaceFolder(folder: string, files: Files): void {
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const workshop = fs.mkdtempSync(`${folder}-`);
  const fresh = path.join(workshop, 'new');
  const old = path.join(workshop, 'old');
  try {
    for (const [name, content] of files) {
      const file = path.join(fresh, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
    }
    const replaces = fs.existsSync(folder);
    if (replaces) fs.renameSync(folder, old);
    try {
      fs.renameSync(fresh, folder);
    } catch (error) {
      if (replaces) fs.renameSync(old, folder);
      throw error;
    }
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true });
  }
}
