import fs from 'node:fs';
import path from 'node:path';

/** Folders that git does not keep: a link into them works on one machine only. */
const ignored: ReadonlySet<string> = new Set(['.git', '.workbook', '.runs', 'node_modules']);

/** The files and folders of a repository, from its root, with forward slashes. */
export interface Tree {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/**
 * Lists everything under `root` that a page may link to. Names are compared letter by letter: a
 * link in the wrong case works on macOS and Windows and is broken everywhere else.
 */
export function listTree(root: string): Tree {
  const files = new Set<string>();
  const folders = new Set<string>();
  const walk = (folder: string): void => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      if (ignored.has(entry.name)) continue;
      const name = path.posix.join(folder, entry.name);
      if (entry.isFile()) files.add(name);
      if (!entry.isDirectory()) continue;
      folders.add(name);
      walk(name);
    }
  };
  walk('');
  return { files, folders };
}
