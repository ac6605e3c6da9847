import type { Progress } from '../src/progress';
import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

const progress = (): Progress =>
  JSON.parse(workbook.read('.workbook/progress/01-sums.json')) as Progress;
const solve = (file: string): void =>
  workbook.write(`labs/01-sums/src/${file}`, workbook.read(`solutions/01-sums/src/${file}`));

test('the first failing step says all, the others one failure, and the way on is the last line', async () => {
  const { code, out, err } = await workbook.npmTest('01-sums');
  expect(out).toBe(`
01  Sums

  step 1  Add       failed
  step 2  Double    failed

step 1: one and one make two

    expected  1 and 1 to make 2
    happened  they made 1
    look at   src/add.ts
    read      the sums

step 2: two, doubled, is four

    expect(received).toBe(expected) // Object.is equality

    Expected: 4
    Received: 2
    at test/step-2-double.test.ts:3

0 of 2 steps passed.  Next: step 1, src/add.ts
`);
  expect(err).toBe('');
  expect(code).toBe(1);
});

test('whatever is thrown is told in words', async () => {
  const code: Readonly<Record<string, string>> = {
    text: "throw 'no answer'",
    nothing: 'throw undefined',
    event: "new (process.getBuiltinModule('events'))().emit('error', 'stan: no')",
    lines: "throw new Error('nobody\\n    at the broker\\nanswers')",
  };
  const [made, tests] = [
    Object.entries(code).map(([name, what]) => `export const ${name} = (): any => { ${what}; };`),
    Object.keys(code).map((name) => `test('${name}', () => code.${name}());`),
  ];
  workbook.write('labs/01-sums/src/add.ts', `${made.join('\n')}\n`);
  workbook.write(
    'labs/01-sums/test/step-1-add.test.ts',
    `import * as code from '../src/add';\n${tests.join('\n')}\n`,
  );
  const { out } = await workbook.npmTest('01-sums', 'step-1');
  for (const happened of [
    'the string "no answer" was thrown',
    'undefined was thrown',
    `an "error" event came, and nothing listens for it, at src/add.ts:3: 'stan: no'`,
    // Lines of a message that begin with "at" are no stack.
    'src/add.ts:4 threw Error: nobody\n                  at the broker\n              answers\n    look at   src/add.ts:4\n',
  ])
    expect(out).toContain(`    happened  ${happened}`);
});

test('an error that the code throws is told under the labels of the testkit, with its place', async () => {
  solve('add.ts');
  workbook.write(
    'labs/01-sums/src/double.ts',
    "export function double(_: number): number {\n  throw new TypeError('no');\n}\n",
  );
  const { out } = await workbook.npmTest('01-sums');
  expect(out).toContain(
    [
      'step 2: two, doubled, is four',
      '',
      '    expected  two, doubled, is four',
      '    happened  src/double.ts:2 threw TypeError: no',
      '    look at   src/double.ts:2',
      '    read      README.md, step 2',
      '',
      'step 2: three, doubled, is six',
    ].join('\n'),
  );
  expect(out).toContain('1 of 2 steps passed.  Next: step 2, src/double.ts\n');
  expect(out).not.toContain('node_modules');
});

test('a timer that the code leaves running does not keep the run from ending', async () => {
  workbook.write(
    'labs/01-sums/src/add.ts',
    [
      '(globalThis as any).setInterval(() => undefined, 1000);',
      'export const add = (a: number, b: number): number => a + b;\n',
    ].join('\n'),
  );
  const { code, out } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toMatch(/step 1 {2}Add +passed\n/);
  expect(code).toBe(0);
});

test('a syntax error is shown with file, line and message', async () => {
  workbook.write('labs/01-sums/src/add.ts', 'export const a = 1;\nexport const add = (;\n');
  const { code, out } = await workbook.npmTest('01-sums', 'step-1');
  expect(code).toBe(1);
  expect(out).toContain(
    [
      'step 1: its tests did not load',
      '',
      '    expected  the tests to load and to run to the end',
      '    happened  src/add.ts:2  Expression expected',
      '',
      '              1 | export const a = 1;',
      '              2 | export const add = (;',
    ].join('\n'),
  );
  expect(out).toContain('\n    look at   src/add.ts:2\n');
  expect(out).not.toContain('backtrace');
});

test('a module that is not there is named, with the test that wants it', async () => {
  workbook.remove('labs/01-sums/src/add.ts');
  const { out } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toContain("Cannot find module '../src/add' from 'test/step-1-add.test.ts'\n");
  expect(out).not.toContain('jest-resolve');
});

test('a step that the lab does not have is told, with those that it has', async () => {
  const { code, out, err } = await workbook.npmTest('01-sums', 'step-3');
  expect(err).toBe(`There is no step-3 in this lab. Its steps are step-1 to step-2.
    npm test step-2      runs the last one
`);
  expect([code, out]).toEqual([2, '']);
});

test('a run of one step leaves what is known of the others', async () => {
  await workbook.npmTest('01-sums');
  solve('add.ts');
  const { code, out } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toMatch(/step 1 {2}Add +passed\n {2}step 2 {2}Double +failed before\n/);
  expect(code).toBe(0);
  expect(progress()).toMatchObject({
    'step-1-add.test.ts': { passed: true },
    'step-2-double.test.ts': { passed: false },
  });
});

test('a step of which only some tests ran has not passed, and a run without any has failed', async () => {
  solve('add.ts');
  solve('double.ts');
  const { code, out } = await workbook.npmTest('01-sums', '-t', 'six');
  expect(out).toMatch(/step 2 {2}Double +not run\n/);
  expect(progress()).toEqual({});
  expect(code).toBe(0);

  const none = await workbook.npmTest('01-sums', '-t', 'no such test');
  expect(none.out).toContain('No test was executed.');
  expect(none.code).toBe(1);
});

test('when all pass it says so, and which lab is next', async () => {
  solve('add.ts');
  solve('double.ts');
  const first = await workbook.npmTest('01-sums');
  expect(first.out).toContain('\nAll 2 steps passed.  Next: lab 02, labs/02-words/README.md\n');
  expect(first.code).toBe(0);
  const last = await workbook.npmTest('02-words');
  expect(last.out).toContain('\nAll 1 steps passed.  This was the last lab.\n');
});

test('type errors come after the verdict and make the run fail', async () => {
  solve('double.ts');
  workbook.write(
    'labs/01-sums/src/add.ts',
    "const wrong: number = 'text';\nexport const add = (a: number, b: number) => a + b;\nvoid wrong;\n",
  );
  const { code, out } = await workbook.npmTest('01-sums');
  const [verdict, types] = out.split('All 2 steps passed.');
  expect(verdict).toMatch(/Double +passed/);
  expect(types).toContain(
    "types: src/add.ts:1:7 Type 'string' is not assignable to type 'number'.\n",
  );
  expect(code).toBe(1);
});

test('what the code prints is shown, of much the last lines', async () => {
  workbook.write(
    'labs/01-sums/src/add.ts',
    "export const add = (a: number, b: number) => {\n  console.log('adding', a);\n  return a + b;\n};\n",
  );
  workbook.write(
    'labs/01-sums/src/double.ts',
    'export function double() { for (let n = 1; n <= 30; n++) console.log(`line ${n}`); }',
  );
  const { out } = await workbook.npmTest('01-sums');
  expect(out).toContain('step 1 printed\n\n    adding 1\n');
  // Twice: the step has two tests.
  expect(out).toContain('step 2 printed 60 lines, the last of them\n\n    line 23\n');
});

test('a test that takes too long is told in words', async () => {
  workbook.write(
    'labs/01-sums/test/step-1-add.test.ts',
    "test('for ever', () => new Promise(() => undefined), 10);\n",
  );
  const { out } = await workbook.npmTest('01-sums', 'step-1');
  // How long that is depends on how busy the machine is.
  expect(out).toMatch(
    /happened {2}test\/step-1-add\.test\.ts:1 still waits after 0\.\d+ s\n {4}look at {3}what it waits for/,
  );
});

test('a step that passed before still has while the code and the test are the same', async () => {
  solve('add.ts');
  solve('double.ts');
  await workbook.npmTest('01-sums');
  const same = await workbook.npmTest('01-sums', 'step-2');
  expect(same.out).toMatch(/step 1 {2}Add +passed before\n/);
  expect(same.out).toContain('\nAll 2 steps passed.  Next: lab 02');

  const file = 'labs/01-sums/test/step-1-add.test.ts';
  const test = workbook.read(file);
  workbook.write(file, `${test}// more\n`);
  const other = await workbook.npmTest('01-sums', 'step-2');
  expect(other.out).toMatch(/step 1 {2}Add +passed before, the code has changed since\n/);

  workbook.write(file, test);
  workbook.write(
    'labs/01-sums/src/add.ts',
    'export const add = (a: number, b: number) => b + a;\n',
  );
  const { code, out } = await workbook.npmTest('01-sums', 'step-2');
  expect(out).toMatch(/step 1 {2}Add +passed before, the code has changed since\n/);
  expect(out).toContain(
    '\n2 of 2 steps passed, 1 of them before the code changed.\n    npm test      says whether they still do\n',
  );
  expect(out).not.toContain('All 2 steps');
  expect(code).toBe(0);
});

test('where progress cannot be kept, the verdict comes, and one line says so', async () => {
  solve('add.ts');
  // A file in place of the folder: nobody can write into it, not even root.
  workbook.write('.workbook/progress', '');
  const { code, out } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toMatch(/step 1 {2}Add +passed\n/);
  expect(out).toMatch(
    /\n1 of 2 steps passed. {2}Next: step 2, src\/double.ts\nYour progress is not kept: \S+01-sums.json cannot be written \(E[A-Z]+\).\n$/,
  );
  expect(code).toBe(0);
});

test('where nothing at all can be kept, types are checked and the verdict comes', async () => {
  solve('add.ts');
  workbook.remove('.workbook');
  workbook.write('.workbook', '');
  workbook.write('labs/01-sums/.runs', '');
  const { code, out, err } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toMatch(/step 1 {2}Add +passed\n/);
  expect(out).not.toContain('types:');
  expect([code, err]).toEqual([0, '']);
});
