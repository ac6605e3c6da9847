import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { findLab, listLabs } from '@workbook/exam';
import { Game } from '../src/play/game';
import { inWords, worldsOf } from '../src/play/worlds';
import { Conversation } from '../src/predict/conversation';
import { run } from './fixtures/workbook';

const repository = path.resolve(__dirname, '..', '..', '..');
const bin = path.join(repository, 'tools', 'workbook', 'bin', 'workbook.js');
const lab = findLab(listLabs(repository), '07');
const typed = (...args: readonly string[]): ReturnType<typeof run> =>
  run(bin, ['play', ...args], lab.folder, {});

/** What is said in a game in which these lines are typed. */
async function said(name: string, ...lines: readonly string[]): Promise<string> {
  const world = (await worldsOf(lab))[name]!;
  const out = new PassThrough();
  const conversation = new Conversation(Readable.from(`${lines.join('\n')}\n`), out);
  await new Game(world, out, { moves: '', withFates: false }).play(conversation);
  conversation.end();
  out.end();
  return text(out);
}

test('the worlds of a lab are listed, in words', async () => {
  const { out, code } = await typed();
  expect(out).toContain(
    '    npm run play -- failed    1 copy of accounts; may go wrong: 1 failure',
  );
  expect(out).toContain('2 copies of accounts, one event at a time each; may go wrong: 1 crash');
  expect(code).toBe(0);
});

test('a world of more than one fault and a wider window', async () => {
  const { dead } = await worldsOf(lab);
  const faults = { crashes: 2, duplicates: 1, lostAcks: 0 };
  expect(inWords({ ...dead!, maxInFlight: 3, faults })).toBe(
    '2 copies of accounts, up to 3 un-acked events each; may go wrong: 2 crashes, 1 early redelivery',
  );
});

test('what can happen next, with the fate of each move', async () => {
  const { out, code } = await typed('failed', 'send #1>a; fail', '--fates');
  expect(out).toContain('\n    send #1 > a; fail\n');
  expect(out).toContain('│───── #1 ──────>┃');
  expect(out).toContain('\naccounts ann   {"balance":20}\n');
  expect(out).toContain(
    '\n  1   send #2 > a   4 of 5 end badly\n  2   send #1 > a   3 of 4 end badly\n',
  );
  expect(code).toBe(0);
});

test('a schedule that is over says how it has ended', async () => {
  const moves = 'send #1 > a; fail; send #2 > a; read; write; send #1 > a; read; write';
  expect((await typed('failed', moves)).out).toMatch(/\nIn the end: Ann has 5\.\n$/);
  const well = 'send #1 > a; read; write; send #2 > a; read; write';
  expect((await typed('failed', well)).out).toMatch(/\nIn the end all is well\.\n$/);
});

test.each([
  [
    ['faild'],
    'There is no world "faild" here.\nSmall worlds to play in:\n    npm run play -- failed',
  ],
  [
    ['failed', 'send #1 > a; reed'],
    'Move 2: "reed" is no move.\n    Possible there: read; send #2 > a; fail.\n',
  ],
  [
    ['failed', 'send #1 > a; write'],
    'Move 2, "write", cannot happen there: possible is read; send #2 > a; fail.\n',
  ],
])('%j is refused', async (args, error) => {
  const { err, code } = await typed(...args);
  expect(err).toContain(error);
  expect(code).toBe(1);
});

test('a lab without worlds, and no lab at all', async () => {
  const other = path.join(repository, 'labs', '03-queue-groups');
  expect((await run(bin, ['play'], other, {})).err).toContain(
    'Lab 03, Queue groups, has no small worlds to play in.',
  );
  expect((await run(bin, ['play', 'failed'], repository, {})).err).toMatch(
    /"npm run play" is typed in the folder of a lab.*\n {4}cd labs\/07.*\n {4}npm run play -- failed/,
  );
});

describe('in turn', () => {
  test('moves by number and by name, one taken back, and the end by itself', async () => {
    const game = await said('failed', '1', 'fail', 'u', '3', 'E', 'q');
    expect(game).toContain('\n    send #1 > a; fail\n');
    expect(game.match(/\n {4}send #1 > a\n/g)).toHaveLength(2);
    expect(game).toMatch(/\naccounts-1 failed at #1: the database refuses\.\n/);
    expect(game).toMatch(/\nIn the end: Ann has 5\.\n\n {4}u takes one back      q leaves\n> $/);
  });

  test('the fates come and go', async () => {
    const game = await said('failed', 'f', 'f');
    expect(game).toContain('  1   send #1 > a   18 of 26 end badly\n');
    expect(game).toContain('  1   send #1 > a\n');
  });

  test('what cannot be done changes nothing, and says what can', async () => {
    const game = await said('failed', '1', 'help', 'write', '1');
    expect(game).toContain('Move 2: "help" is no move.');
    expect(game.match(/Type a number, or a move\./g)).toHaveLength(2);
    expect(game).toContain('Move 2, "write", cannot happen there');
    expect(game).toContain('\n    send #1 > a; read\n');
  });
});
