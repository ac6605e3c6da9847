import { LAB, setTraps } from './fixtures/traps';
import { type Ended, FixtureWorkbook } from './fixtures/workbook';

/** Two seconds are endless. */
const impatient = { WORKBOOK_PATIENCE: '0.5' };
/** Time ends nothing; the memory of a small machine is soon used up. */
const patient = { WORKBOOK_PATIENCE: '1000', NODE_OPTIONS: '--max-old-space-size=600' };

const workbooks: FixtureWorkbook[] = [];
afterAll(() => {
  for (const workbook of workbooks) workbook.remove();
});

function runTraps(
  env: Readonly<Record<string, string>>,
  workers: number,
  ...steps: string[]
): Promise<Ended> {
  const workbook = new FixtureWorkbook();
  workbooks.push(workbook);
  setTraps(workbook, workers, steps);
  return workbook.startTest(LAB, [], env).ended;
}

/** What a step says, from its headline to the next. */
function saying(out: string, headline: string): string {
  const [, text = ''] = out.split(`\n${headline}\n`);
  return text.split(/\n(?=step \d+: |\d+ of )/)[0]!;
}

describe.each([
  ['the one process that runs all tests', 1],
  ['one of two workers', 2],
])('in %s', (_what, workers) => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await runTraps(
      impatient,
      workers,
      "test('a loop', () => traps.loop());\ntest('nothing', () => undefined);",
      "import '../src/exits';\ntest('exits', () => undefined);",
      "test('caught', () => traps.quit());",
      "test('waits', () => new Promise(() => undefined), 100);",
      "test('nothing', () => undefined);",
    );
  });

  test('no trap costs another step its verdict, or the run its code', () => {
    expect(ended.out).toMatch(/step 5 {2}Trap 5 +passed\n/);
    expect(ended.out.match(/step \d {2}Trap \d +failed\n/g)).toHaveLength(4);
    expect(ended.err).toBe('');
    expect(ended.code).toBe(1);
  });

  test('a loop that does not end is named, with its line, and the tests beside it run', () => {
    expect(saying(ended.out, 'step 1: a loop')).toBe(
      [
        '',
        '    expected  "a loop" to run to the end',
        '    happened  src/traps.ts:3 let nothing else run for more than 2 s: a loop that does not end?',
        '    look at   src/traps.ts:3',
        '    read      README.md, step 1',
        '',
      ].join('\n'),
    );
    expect(ended.out).not.toContain('step 1: nothing');
  });

  test('process.exit(0) ends neither a run nor, if it is caught, with a test that passes', () => {
    const place = 'ended the process with process.exit(0)';
    expect(saying(ended.out, 'step 2: its tests did not load')).toContain(
      `src/exits.ts:1 ${place}`,
    );
    expect(saying(ended.out, 'step 3: caught')).toContain(`src/traps.ts:10 ${place}`);
  });

  test('what waits for ever is told as such', () => {
    expect(saying(ended.out, 'step 4: waits')).toContain(
      'test/step-4-trap.test.ts:2 still waits after 0.05 s\n',
    );
  });
});

test('a loop at load or in a timer is named with its line', async () => {
  const { out, err } = await runTraps(
    impatient,
    2,
    "import '../src/loops';\ntest('nothing', () => undefined);",
    "test('later', () => { traps.loopLater(); return new Promise((r) => setTimeout(r, 20)); });",
  );
  expect(saying(out, 'step 1: its tests did not load')).toContain(
    'src/loops.ts:1 let nothing else',
  );
  expect(saying(out, 'step 2: later')).toContain('src/traps.ts:3 let nothing else run');
  expect(err).toBe('');
});

test('what prints or takes memory without end is cut off and named', async () => {
  const { code, out, err } = await runTraps(
    patient,
    1,
    "test('talks', () => traps.talk());\ntest('writes', () => traps.write());",
    "test('eats', () => traps.eat());",
  );
  const flood = 'printed more than 10000 lines';
  expect(saying(out, 'step 1: talks')).toContain(`src/traps.ts:18 ${flood}`);
  expect(saying(out, 'step 1: writes')).toContain(`src/traps.ts:21 ${flood}`);
  expect(out.split('    talk\n').length).toBeLessThan(10);
  expect(out.split('\nwrite').length).toBeLessThan(300);
  expect(saying(out, 'step 2: eats')).toMatch(/src\/traps.ts:15 took more than \d+ MB of memory/);
  expect(err).toBe('');
  expect(code).toBe(1);
});

test('what a file leaves under way, and rejects at any time later, is held against no other', async () => {
  // Modules of Node are the same ones in all files.
  const shared =
    "import events from 'node:events';\nconst { setTimeout, setInterval } = globalThis as any;";
  const leaves = `${shared}
const reject = () => (events as any).isNext && Promise.reject(new Error('late'));
// The largest file of tests is run first.
${''.padEnd(200, '/')}
test('leaves', () => void setInterval(reject, 20));`;
  const waits = `${shared}
test('waits', () => {
  (events as any).isNext = true;
  return new Promise((done) => setTimeout(done, 300));
});`;
  const ended = await runTraps({}, 1, leaves, waits, waits, waits);
  expect(ended.out.match(/step \d {2}Trap \d +passed\n/g)).toHaveLength(4);
  expect(ended.code).toBe(0);
});

test('a process that a test leaves behind is ended with the run', async () => {
  // It holds the outputs, which are closed when it has ended too.
  const { code, out } = await runTraps(
    patient,
    1,
    "test('starts', () => void require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }));",
  );
  expect(out).toContain('All 1 steps passed.');
  expect(code).toBe(0);
});

test('jest that is killed tells no verdict, and what ran then is named', async () => {
  const { code, err } = await runTraps(
    patient,
    1,
    "test('kills', () => { require('node:child_process').execSync(`kill -9 ${process.pid}`); });",
  );
  expect(err).toBe(
    [
      'There is no verdict: jest ended by SIGKILL before its tests did.',
      '    step 1: kills      was running',
      '    npm test      runs the tests again',
      '',
    ].join('\n'),
  );
  expect(code).toBe(1);
});

test('tests that are left out, and a file of tests that is gone, are failures', async () => {
  const workbook = new FixtureWorkbook();
  workbooks.push(workbook);
  setTraps(workbook, 1, [
    "test.only('one', () => undefined);\ntest('two', () => undefined);",
    "test('one', () => undefined);",
    "test('one', () => undefined);",
  ]);
  workbook.remove(`labs/${LAB}/test/step-2-trap.test.ts`);
  const all = await workbook.npmTest(LAB);
  expect(saying(all.out, 'step 1: not all of its tests ran')).toContain(
    [
      '    happened  only 1 of them ran: .only, .skip or .todo leaves tests out',
      '    look at   test/step-1-trap.test.ts',
      '    type      git checkout -- test      restores the tests as they were',
    ].join('\n'),
  );
  expect(saying(all.out, 'step 2: not all of its tests ran')).toContain(
    'happened  the file is gone',
  );
  expect(all.code).toBe(1);

  const one = await workbook.npmTest(LAB, 'step-3');
  expect(one.out).toMatch(/step 3 {2}Trap 3 +passed\n/);
  expect(one.code).toBe(0);
});
