import fs from 'node:fs';
import path from 'node:path';
import { findRoot } from './root';

/**
 * A command to type and what it is for, as it stands under an error; before it, the way to where it is typed.
 *
 * @param folder where that is; without it, where the reader stands, or the root if npm finds no such script
 *   from there
 */
export function next(command: string, purpose: string, folder = folderFor(command)): string {
  const way = wayTo(folder);
  return [...(way === undefined ? [] : [`    cd ${way}`]), `    ${command}      ${purpose}`].join(
    '\n',
  );
}

/** What to `cd` to for the scripts of `folder`; undefined for who stands there. */
export function wayTo(folder: string): string | undefined {
  if (packageAbove(standing()) === folder) return undefined;
  return path.relative(standing(), folder).split(path.sep).join('/') || undefined;
}

/** Where the reader typed: npm tells it, and itself goes to the folder of the script. */
function standing(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

function folderFor(command: string): string {
  const [, script] = /^npm (?:run )?([a-z][\w-]*)/.exec(command) ?? [];
  if (script === undefined) return standing();
  const folder = packageAbove(standing());
  return folder !== undefined && script in scriptsOf(folder) ? folder : findRoot();
}

/** The scripts in the package.json of a folder; none if it cannot be read. */
export function scriptsOf(folder: string): Readonly<Record<string, string>> {
  try {
    const text = fs.readFileSync(path.join(folder, 'package.json'), 'utf8');
    return (JSON.parse(text) as { scripts?: Record<string, string> }).scripts ?? {};
  } catch {
    return {};
  }
}

/** The folder whose scripts npm runs in `folder`: the first, from there up, that has a package.json. */
function packageAbove(folder: string): string | undefined {
  if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : packageAbove(above);
}
