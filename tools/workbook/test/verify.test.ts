import { failures, variants, verifyJson } from './fixtures/verified';
import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

/** Somebody's `add`, and what is claimed of it. */
function mistake(name: string, claim: object, sum = 'a - b'): void {
  const folder = `solutions/01-sums/mistakes/${name}`;
  workbook.write(
    `${folder}/src/add.ts`,
    `export const add = (a: number, b: number): number => ${sum};\n`,
  );
  workbook.write(
    `${folder}/mistake.json`,
    JSON.stringify({ number: 1, wrong: 'is wrong', ...claim }),
  );
}

test('the proofs of a sound lab pass, and every test executed is counted', async () => {
  const { code, report } = await verifyJson(workbook);
  expect(report).toMatchObject({ tests: 9, passed: 7, failed: 0 });
  expect(report.labs.map(({ lab }) => lab)).toEqual(['01-sums']);
  expect(variants(report).map(({ variant, tests }) => [variant, tests])).toEqual([
    ['starter', 3],
    ['solution', 3],
    ['01-minus', 1],
    ['02-square', 2],
    ['drift', 0],
  ]);
  expect(code).toBe(0);
});

test('the text fits 80 columns and says what was proved', async () => {
  const { code, out } = await workbook.workbook('verify', '01');
  const lines = out.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(out).toMatch(/starter +rejected at each step +3 {2}ok/);
  expect(out).toMatch(/1 subtracts +rejected at step 1 +1 {2}ok/);
  expect(out).toContain('9 tests executed.\n7 passed, 0 failed');
  expect(code).toBe(0);
});

test('a variant is held against the steps whose tests load what it changed', async () => {
  workbook.write('solutions/01-sums/src/unused.ts', 'export {};\n');
  workbook.write('solutions/01-sums/mistakes/02-square/src/unused.ts', 'export const more = 1;\n');
  expect(
    variants((await verifyJson(workbook, '--only=02-square')).report).find(
      ({ variant }) => variant === '02-square',
    ),
  ).toMatchObject({ tests: 2 });
  // double.ts adds: a change to add.ts is seen in both.
  workbook.write(
    'solutions/01-sums/mistakes/02-square/src/add.ts',
    workbook.read('solutions/01-sums/src/add.ts'),
  );
  expect(
    variants((await verifyJson(workbook, '--only=02-square')).report).find(
      ({ variant }) => variant === '02-square',
    ),
  ).toMatchObject({ tests: 3 });
});

test('a starter that fails for another reason is shown with both texts', async () => {
  workbook.write(
    'solutions/01-sums/proof.json',
    JSON.stringify({ starter: { 1: 'they made 1', 2: 'Expected: 5' } }),
  );
  const { code, out } = await workbook.workbook('verify');
  expect(code).toBe(1);
  expect(out).toContain('expected  step 2 to reject the starter, saying "Expected: 5"');
  expect(out).toContain('Expected: 4');
  expect(out).toContain('6 passed, 1 failed');
  // Last of all: of a long run often only the end is kept.
  expect(out.indexOf('01-sums starter FAILED')).toBeGreaterThan(out.indexOf('what the solution'));
});

test('a starter that passes a step is a failure', async () => {
  workbook.write(
    'solutions/01-sums/src/add.ts',
    workbook.read('solutions/01-sums/src/add.ts').replace('//: return a;', '//: return a + b;'),
  );
  const { report } = await verifyJson(workbook, '--only=starter');
  expect(failures(report, 'starter')).toEqual(['step 1 passed']);
});

test('a step without a reason in proof.json is a failure', async () => {
  workbook.write('solutions/01-sums/proof.json', '{ "starter": { "1": "they made 1" } }');
  const { report } = await verifyJson(workbook, '--only=starter');
  expect(failures(report, 'starter')).toEqual(['proof.json gives no reason for step 2']);
});

test('a solution that does not pass is a failure', async () => {
  workbook.write('solutions/01-sums/src/double.ts', 'export const double = (a: number) => a;\n');
  const { report, code } = await verifyJson(workbook, '--only=solution');
  expect(code).toBe(1);
  expect(failures(report, 'solution')).toEqual([expect.stringContaining('step 2 says:')]);
});

test('a mistake is a failure that passes, says something else or something in another field', async () => {
  const claims: readonly [object, string | undefined][] = [
    [{ message: 'they made 0', step: 1 }, undefined],
    [
      {
        message: { expected: '1 and 1 to make 2', happened: 'they made 0', look: 'add.ts' },
        step: 1,
      },
      undefined,
    ],
    [{ message: 'they made 0', step: 2 }, 'step 1 says:'],
    [{ message: 'they made 7', step: 1 }, 'they made 0'],
    [{ message: { expected: '1 and 1 to make 2', happened: '1 and 1' }, step: 1 }, 'step 1 says:'],
    // A message that goes over the end of a field is in none of them.
    [{ message: 'to make 2 they made 0', step: 1 }, 'step 1 says:'],
    [{ message: 'they made 0', step: 9 }, 'the lab has 2 steps'],
  ];
  for (const [at, [claim]] of claims.entries()) mistake(`1${at}-minus`, claim);
  const { report, code } = await verifyJson(workbook);
  expect(code).toBe(1);
  expect(claims.map((_claim, at) => failures(report, `1${at}-minus`))).toEqual(
    claims.map(([, says]) => (says === undefined ? [] : [expect.stringContaining(says) as string])),
  );
});

test('a failure that sends its reader to what is not there fails its proof', async () => {
  workbook.write('notes/01-sums.md', '# Sums\n\n## Both count\n');
  workbook.write('labs/01-sums/README.md', '# 01 Sums\n\n## Steps\n');
  const pointers: readonly [string, boolean][] = [
    ['notes/01-sums.md, "Both count"', true],
    ['README.md, "Steps"', true],
    ['notes/09-none.md, "Both count"', false],
    ['notes/01-sums.md, "One counts"', false],
    ['README.md, "Stepps"', false],
  ];
  // What the solution makes of 1 and 1 is right: each mistake is sent where its own sum says.
  const test = 'labs/01-sums/test/step-1-add.test.ts';
  const read = `read: ${JSON.stringify(pointers.map(([pointer]) => pointer))}[sum - 10] ?? 'the sums'`;
  workbook.write(test, workbook.read(test).replace("read: 'the sums'", read));
  for (const at of pointers.keys()) {
    mistake(`1${at}-more`, { message: `they made 1${at}`, step: 1 }, `1${at}`);
  }
  const { report } = await verifyJson(workbook);
  expect(pointers.map((_pointer, at) => failures(report, `1${at}-more`))).toEqual(
    pointers.map(([pointer, isThere]) =>
      isThere ? [] : [`step 1 sends its reader to what is not there, ${pointer}`],
    ),
  );
});

test('a mistake that does not load is not taken for one that is rejected', async () => {
  workbook.write('solutions/01-sums/mistakes/01-minus/src/add.ts', 'export const add = (;\n');
  const { report } = await verifyJson(workbook, '--only=01-minus');
  expect(failures(report, '01-minus')).toEqual([
    expect.stringMatching(/^step 1 did not load:\n[^]*happened {2}src\/add.ts:1 /),
  ]);
});

test('a skipped test and a file that is no step are failures', async () => {
  workbook.write('labs/01-sums/test/stray.test.ts', "test('stray', () => {});\n");
  workbook.write(
    'labs/01-sums/test/step-2-double.test.ts',
    `${workbook.read('labs/01-sums/test/step-2-double.test.ts')}test.skip('later', () => {});\n`,
  );
  const { report } = await verifyJson(workbook, '--only=solution');
  expect(failures(report, 'solution')).toEqual([
    'step 2 left out 1 of its tests',
    'lab.json has no stray.test.ts',
  ]);
});

test('a lab in which no test executes fails every proof', async () => {
  workbook.remove('labs/01-sums/test');
  const { report, code } = await verifyJson(workbook);
  expect(code).toBe(1);
  expect(report).toMatchObject({ tests: 0, passed: 1, failed: 6 });
});

test('the starter that is proved is the solution’s, and own work counts as one drift', async () => {
  workbook.write('labs/01-sums/src/add.ts', 'my own work\n');
  const { report } = await verifyJson(workbook);
  expect(report).toMatchObject({ passed: 6, failed: 1 });
  expect(failures(report, 'drift')).toEqual([
    expect.stringContaining('labs/01-sums/src/add.ts differs'),
  ]);
});

test.each([
  [1, '77', 'There is no lab "77". There are: 01-sums, 02-words.'],
  [1, '02', 'Lab 02-words has no solution to prove'],
  [2, '--fast', '"npm run verify" has no option --fast'],
  [2, '--only', '--only takes PART, and got nothing'],
  [1, '--only=strater', 'No variant\'s name holds "strater". The nearest are:\n    starter\n'],
])('exit code %d: verify %s says what is wrong and what to type', async (exit, arg, message) => {
  const { code, err } = await workbook.workbook('verify', arg);
  expect(code).toBe(exit);
  expect(err).toContain(message);
  expect(err).toMatch(/^ {4}npm (start|run verify)/m);
});

test('a workbook without solutions proves nothing and says so', async () => {
  workbook.remove('solutions');
  const { code, err } = await workbook.workbook('verify');
  expect(code).toBe(1);
  expect(err).toContain('There is no lab to prove');
});

describe('a lab goes on where the one before it ended', () => {
  const own = 'export const longest = (a: string, b: string) => b || a;\n';
  const chain = async () =>
    failures((await verifyJson(workbook, '--only=starter')).report, 'chain');

  beforeEach(() => {
    workbook.write('solutions/02-words/src/longest.ts', own);
    workbook.write('solutions/02-words/proof.json', '{ "starter": {} }');
  });

  test('in the files of both, but for the markers', async () => {
    const add =
      '/** The sum of `a` and `b`. */\nexport function add(a: number, b: number): number {\n  return a + b;\n}\n';
    workbook.write('solutions/02-words/src/add.ts', add);
    expect(await chain()).toEqual([]);
  });

  test('or says in lab.json why it does not', async () => {
    workbook.write('solutions/02-words/src/add.ts', 'export const add = 1;\n');
    expect(await chain()).toEqual(['src/add.ts differs, and "since" in lab.json does not say why']);
    const json = JSON.parse(workbook.read('labs/02-words/lab.json')) as object;
    const since = { 'src/add.ts': 'is a constant', 'src/longest.ts': 'is new' };
    workbook.write('labs/02-words/lab.json', JSON.stringify({ ...json, since }));
    expect(await chain()).toEqual([
      'src/longest.ts does not differ, and "since" in lab.json says that it does',
    ]);
  });
});
