import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { closest, nearest, runOneOf } from '../src';
import { orchard } from './fixtures/orchard';

/** How the orchard ends when it is given `args`, and what it says. */
async function say(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const log = jest.spyOn(console, 'log').mockImplementation((text: string) => {
    said.out += `${text}\n`;
  });
  const code = await runOneOf(orchard, args, {
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
  });
  log.mockRestore();
  return { code, ...said };
}

const given = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await say('pick', ...args)).out) as unknown;

describe('what was typed', () => {
  test('is what the command is given, by type', async () => {
    const args = ['--trees=12', 'a', '--basket', 'big one', '--kind', 'red', '--wet'];
    expect(await given('--ladder', '.', ...args, '--', '--b')).toEqual({
      trees: 12,
      basket: 'big one',
      kind: 'red',
      ladder: process.cwd(),
      wet: true,
      positionals: ['a', '--b'],
    });
  });

  test('may be nothing', async () => {
    expect(await given()).toEqual({ trees: 3, wet: false, positionals: [] });
  });

  test('behind the first name may belong to somebody else', async () => {
    expect(await say('press', 'cider', '--help', '--force')).toEqual({
      code: 7,
      out: 'cider --help --force\n',
      err: '',
    });
  });

  test.each([
    [['--tres', '3'], '"npm run pick" has no option --tres; there is --trees.'],
    [['--constructor'], '"npm run pick" has no option --constructor.'],
    [['-x'], '"npm run pick" has no option -x.'],
    [['--trees'], '--trees takes a whole number from 1 on, and got nothing.'],
    [['--trees', '--wet'], '--trees takes a whole number from 1 on, and got nothing.'],
    [['--trees', 'abc'], '--trees takes a whole number from 1 on, and got "abc".'],
    [['--trees', '0'], '--trees takes a whole number from 1 on, and got "0".'],
    [['--trees', '-1'], '--trees takes a whole number from 1 on, and got "-1".'],
    [['--trees', '1e3'], '--trees takes a whole number from 1 on, and got "1e3".'],
    [['--trees', '9'.repeat(17)], 'from 1 on, and got "99999999999999999".'],
    [['--basket='], '--basket takes NAME, and got nothing.'],
    [['--kind', 'blue'], '--kind takes red or green, and got "blue".'],
    [['--ladder', 'nope'], `the path of a file, and there is none at ${path.resolve('nope')}.`],
    [['--wet=yes'], '--wet takes nothing, and got "yes".'],
    [['a', 'b', 'c'], '"npm run pick" takes 2 names, and got "a" "b" "c".'],
  ])('%j: the mistake in a sentence, and what to type', async (args, sentence) => {
    const { code, out, err } = await say('pick', ...args);
    expect(err).toContain(`${sentence}\n    npm run pick -- --help      says what it takes\n`);
    expect(err.split('\n')).toHaveLength(3);
    expect([code, out]).toEqual([2, '']);
  });

  test.each([
    ['pik', 'There is no command "pik". There is "pick".'],
    ['--nonsense', 'There is no command "--nonsense". There are: pick, press.'],
  ])('%s is no command', async (name, sentence) => {
    const { code, err } = await say(name);
    expect(err).toBe(`${sentence}\n    npx orchard --help      says what it takes\n`);
    expect(code).toBe(2);
  });
});

describe('help', () => {
  test('of a program names its commands', async () => {
    for (const args of [['--help'], ['-h'], []]) {
      const { code, out } = await say(...args);
      expect(out).toMatch(/^npx orchard COMMAND\n\nGrows apples\.\n/);
      expect(out).toMatch(/^ {4}pick {5}Picks apples: npm run pick$/m);
      expect(code).toBe(0);
    }
  });

  test.each([[['--help']], [['a', 'b', 'c', '--nonsense', '-h']]])(
    'of a command names its options, whatever else is typed: %j',
    async (args) => {
      const { code, out, err } = await say('pick', ...args);
      expect(out).toBe(`npm run pick -- [options] [ROW...]

Picks apples.

    ROW             a row of trees
    --trees N       so many; 3 without it
    --basket NAME   what they go into
    --kind KIND     red or green
    --ladder PATH   where the ladder is
    --wet           also in rain
    --help          prints this
`);
      expect([code, err]).toEqual([0, '']);
    },
  );
});

test('a command that fails says why, with exit code 1', async () => {
  expect(await say('press')).toEqual({ code: 1, out: '', err: 'The press is empty.\n' });
});

test.each([
  [['--help'], 0],
  [['press', 'cider'], 7],
  [['pick', '--nonsense'], 2],
])('as a process, %j ends with exit code %d', (args, code) => {
  const room = path.resolve(__dirname, '..', '..');
  const script = `require(${JSON.stringify(path.join(room, 'run.cjs'))})(${JSON.stringify(path.join(__dirname, 'fixtures', 'program.ts'))})`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script, '--', ...args], {
    encoding: 'utf8',
  });
  expect(status).toBe(code);
  expect(stderr).not.toMatch(/^ +at /m);
});

test('the nearest name is not far-fetched, and one may be meant by a part of its name', () => {
  expect(nearest('strat', ['stop', 'start'])).toBe('start');
  expect(nearest('sessions', ['json', 'kills'])).toBeUndefined();
  const names = ['host-and-process', 'connection-as-a-class', 'sixteen-letters'];
  expect(closest('leters', names, 1)).toEqual(['sixteen-letters']);
  expect(closest('clas', names, 2)).toEqual(['connection-as-a-class', 'host-and-process']);
});
