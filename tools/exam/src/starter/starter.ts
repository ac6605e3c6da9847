import fs from 'node:fs';
import path from 'node:path';
import { ExamError } from '../error';
import { toStarter } from './regions';

/** The files of a folder `src`: path from there, with `/`, to text. */
export type Files = ReadonlyMap<string, string>;

/**
 * The starter of a lab, made from its solution, formatted as prettier formats the rest.
 *
 * @param lab the name of its folder
 * @throws ExamError if a marker in the solution is wrong or the starter does not parse
 */
export async function makeStarter(root: string, lab: string): Promise<Files> {
  const starter = new Map<string, string>();
  for (const [file, source] of readFiles(path.join(root, 'solutions', lab, 'src'))) {
    const name = `solutions/${lab}/src/${file}`;
    const text = toStarter(source, name);
    starter.set(file, text === undefined ? source : await format(root, name, text));
  }
  return starter;
}

/** Every file under `folder`, read as text; none if there is no such folder. */
export function readFiles(folder: string): Files {
  if (!fs.existsSync(folder)) return new Map();
  const names = fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
  return new Map(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

/** Writes each of `files` under `folder`. */
export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

async function format(root: string, name: string, text: string): Promise<string> {
  // Loading prettier takes longer than any command may take to start.
  const prettier = await import('prettier');
  const filepath = path.join(root, name);
  const options = await prettier.resolveConfig(filepath, { editorconfig: true });
  try {
    return await prettier.format(text, { ...options, filepath });
  } catch (error) {
    throw new ExamError({
      happened: `The starter made from ${name} is not TypeScript: ${(error as Error).message}`,
      file: name,
    });
  }
}
