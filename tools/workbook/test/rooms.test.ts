import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..', '..');
const OWN = '@workbook/';
const read = (...file: string[]): string => fs.readFileSync(path.join(ROOT, ...file), 'utf8');

interface Package {
  readonly description: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Name, job and imports of a room, as they stand in the table. */
function rowOf(room: string): string[] {
  const its = JSON.parse(read('tools', room, 'package.json')) as Package;
  const imports = Object.keys(its.dependencies ?? {})
    .filter((name) => name.startsWith(OWN))
    .map((name) => `\`${name.slice(OWN.length)}\``);
  return [`\`${room}\``, its.description, imports.sort().join(', ') || 'nothing here'];
}

const contributing = read('CONTRIBUTING.md');
const folders = fs
  .readdirSync(path.join(ROOT, 'tools'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
// Manifests are no room: nobody imports them.
const rooms = folders.filter((name) => name !== 'deploy');

test('CONTRIBUTING has each room once, with what its package.json says', () => {
  const [, section = ''] = /^## The rooms$(.*?)^## /ms.exec(contributing) ?? [];
  const rows = [...section.matchAll(/^\| (`.+?`) +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, ...cells]) => cells).sort()).toEqual(rooms.map(rowOf).sort());
});

test('CONTRIBUTING names no room that is not there', () => {
  const named = [...contributing.matchAll(/(?:@workbook|\btools)\/([a-z-]+)(?![a-z-]*\.cjs)/g)];
  expect(folders).toEqual(expect.arrayContaining(named.map(([, room]) => room)));
  expect(named.length).toBeGreaterThan(5);
});

test('CONTRIBUTING links files that are there', () => {
  const links = [...contributing.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !fs.existsSync(path.join(ROOT, link)))).toEqual([]);
  expect(links.length).toBeGreaterThan(5);
});
