import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { renderSite, type Site } from '../src';

/** A repository in a temporary folder; it is gone after the test. */
export interface Fixture {
  readonly root: string;
  readonly out: string;
  /** Writes files by their path from the root. */
  write(files: Readonly<Record<string, string>>): void;
  render(): Site;
  /** A rendered page, by its path from the output folder. */
  html(output: string): string;
  /** Every rendered file, by its path from the output folder. */
  rendered(): Record<string, string>;
}

const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true });
});

/** Two notes and a lab that link to one another, with nothing wrong in them. */
export const sound: Readonly<Record<string, string>> = {
  'notes/02-channels.md':
    '# What is a channel?\n\nSee [groups](03-queue-groups.md#one-service-many-copies).\n',
  'notes/03-queue-groups.md':
    '# What is a queue group?\n\n## One service, many copies\n\n[Lab](../labs/03-queue-groups/README.md#steps)\n',
  'labs/03-queue-groups/README.md':
    '# 03 Queue groups\n\nWho gets the event?\n\n## Steps\n\n[Why](../../notes/03-queue-groups.md)\n',
};

/** Makes a repository that holds `files`. */
export function fixture(files: Readonly<Record<string, string>>): Fixture {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'site-'));
  roots.push(root);
  const out = path.join(root, '.workbook', 'notes');
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(more)) {
      const file = path.join(root, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  };
  write(files);
  return {
    root,
    out,
    write,
    render: () => renderSite({ root, out }),
    html: (output) => fs.readFileSync(path.join(out, output), 'utf8'),
    rendered: () => readAll(out),
  };
}

/** A page for a note, with a title, around `body`; the body begins on line 3. */
export function note(body: string): Record<string, string> {
  return { ...sound, 'notes/05-body.md': `# Body\n\n${body}\n` };
}

function readAll(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [
      name.replaceAll('\\', '/'),
      fs.readFileSync(path.join(folder, name), 'utf8'),
    ]),
  );
}
