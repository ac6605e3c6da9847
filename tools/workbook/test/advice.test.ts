import fs from 'node:fs';
import path from 'node:path';
import { next, scriptsOf, wayTo } from '../src/advice';
import { FixtureWorkbook } from './fixtures/workbook';

const repository = path.resolve(__dirname, '..', '..', '..');
const lab = path.join(repository, 'labs', '03-queue-groups');
const rootScripts = Object.keys(scriptsOf(repository));
const typedIn = process.env.INIT_CWD;
afterEach(() => {
  if (typedIn === undefined) delete process.env.INIT_CWD;
  else process.env.INIT_CWD = typedIn;
});

/** A file, or those of ours below a folder that a reader reads, or whose messages. */
function filesIn(folder: string): string[] {
  if (fs.statSync(folder).isFile()) return [folder];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(node_modules|\.runs|\.workbook|test)$/.test(entry.name) ? [] : filesIn(file);
    }
    return /\.(ts|cjs|js|md|json)$/.test(entry.name) ? [file] : [];
  });
}

/** The scripts that files below `folders` name, and where. */
function namedIn(...folders: string[]): { file: string; script: string }[] {
  const files = folders.flatMap((folder) => filesIn(path.join(repository, folder)));
  return files.flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(/\bnpm run ([a-z][a-z-]*)/g)].map(
      ([, script = '']) => ({ file: path.relative(repository, file), script }),
    ),
  );
}

test('every script that a text or a message names is one of the root', () => {
  const named = namedIn('README.md', 'CONTRIBUTING.md', 'tools', 'notes');
  expect(named.filter(({ script }) => !rootScripts.includes(script))).toEqual([]);
  expect(named.length).toBeGreaterThan(50);
});

test.each(fs.readdirSync(path.join(repository, 'labs')))(
  'every script that lab %s or its solution names is one of the lab',
  (name) => {
    const scripts = Object.keys(scriptsOf(path.join(repository, 'labs', name)));
    const named = namedIn(path.join('labs', name), path.join('solutions', name));
    expect(named.filter(({ script }) => !scripts.includes(script))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  },
);

test.each([
  ['the root', repository, 'npm run starters', ''],
  ['a folder of the root', path.join(repository, 'notes'), 'npm run starters', ''],
  ['a lab', lab, 'npm run starters', '    cd ../..\n'],
  ['a lab', lab, 'npm run mutation -- 03', '    cd ../..\n'],
  ['the code of a lab', path.join(lab, 'src'), 'npm run starters', '    cd ../../..\n'],
  ['the code of a lab', path.join(lab, 'src'), 'npm run verify', ''],
  ['a lab', lab, 'npm start', ''],
  ['a room', path.join(repository, 'tools', 'exam'), 'npm start', '    cd ../..\n'],
  ['a lab', lab, 'git checkout -- test', ''],
])('who stands in %s, %s, is told %s with the way there', (_where, folder, command, way) => {
  process.env.INIT_CWD = folder;
  expect(next(command, 'helps')).toBe(`${way}    ${command}      helps`);
});

test('a script of one lab is typed in its folder', () => {
  const told = (folder: string): string => {
    process.env.INIT_CWD = folder;
    return next('npm test', 'runs the steps', lab);
  };
  expect(told(lab)).toBe('    npm test      runs the steps');
  expect(told(path.join(lab, 'src'))).toBe('    npm test      runs the steps');
  expect(told(repository)).toBe('    cd labs/03-queue-groups\n    npm test      runs the steps');
  expect(told(path.join(repository, 'labs', '02-channels'))).toContain('cd ../03-queue-groups\n');
  expect(wayTo(lab)).toBe('../03-queue-groups');
});

describe('a command that is typed in a lab', () => {
  let workbook: FixtureWorkbook;
  beforeEach(() => {
    workbook = new FixtureWorkbook();
  });
  afterEach(() => workbook.remove());

  test('sends to the root for a script of the root', async () => {
    workbook.write('labs/01-sums/package.json', JSON.stringify({ scripts: { verify: 'x' } }));
    workbook.write('solutions/01-sums/src/add.ts', '// #region step 1: open\n');
    process.env.INIT_CWD = path.join(workbook.root, 'labs', '01-sums');
    const { code, err } = await workbook.workbook('verify', '01');
    expect(err).toContain('    cd ../..\n    npm run starters      when it is mended\n');
    expect(code).toBe(1);
  });

  test('start does not send anywhere who stands in the right lab', async () => {
    process.env.INIT_CWD = path.join(workbook.root, 'labs', '01-sums');
    expect((await workbook.workbook('start')).out).toContain('  type  npm test\n');
  });
});
