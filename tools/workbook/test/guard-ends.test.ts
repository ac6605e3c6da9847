import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LAB, setTraps } from './fixtures/traps';
import { FixtureWorkbook, type Running } from './fixtures/workbook';

/** Nothing but what is tested ends a run. */
const patient = { WORKBOOK_PATIENCE: '1000' };
const loop = "process.stdout.write('begun\\n');\ntest('a loop', () => traps.loop());";

let workbook: FixtureWorkbook;
let running: Running | undefined;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(async () => {
  running?.signal('SIGTERM');
  await running?.ended;
  workbook.remove();
});

/** The folders of runs of this workbook among what is temporary. */
const leftBehind = (): string[] =>
  fs
    .readdirSync(os.tmpdir())
    .filter((name) => name.startsWith('workbook-run-'))
    .filter((name) => journalIn(name).includes(path.basename(workbook.root)));

function journalIn(name: string): string {
  try {
    return fs.readFileSync(path.join(os.tmpdir(), name, 'journal.jsonl'), 'utf8');
  } catch {
    // It is another's, and has just been taken away.
    return '';
  }
}

// Who runs holds the outputs: they are closed when all have ended.
describe.each([1, 2])(
  'with %i workers, nothing is left, neither running nor on the disk',
  (workers) => {
    beforeEach(() => setTraps(workbook, workers, [loop, loop]));

    test('when the supervisor is killed', async () => {
      running = workbook.startTest(LAB, [], patient);
      await running.said('begun');
      running.signal('SIGKILL');
      await running.ended;
      expect(leftBehind()).toEqual([]);
    });

    test('when the process that started the supervisor is killed', async () => {
      running = workbook.startTestBelow(LAB, patient);
      await running.said('begun');
      running.signal('SIGKILL');
      await running.ended;
      expect(leftBehind()).toEqual([]);
    });
  },
);

test('Ctrl-C ends a loop', async () => {
  setTraps(workbook, 1, [loop]);
  running = workbook.startTest(LAB, [], patient);
  await running.said('begun');
  running.signal('SIGINT');
  expect(await running.ended).toMatchObject({ code: null, err: '' });
  expect(leftBehind()).toEqual([]);
});

test('who watches reads where the loop is, and goes on with the next save', async () => {
  const solved = 'export const loop = (): void => undefined;\n';
  setTraps(workbook, 1, [loop]);
  running = workbook.startTest(LAB, ['--watchAll'], { WORKBOOK_PATIENCE: '0.5' });
  await running.said('src/traps.ts:3 let nothing else run');
  workbook.write(`labs/${LAB}/src/traps.ts`, solved);
  await running.said('All 1 steps passed.');
});
