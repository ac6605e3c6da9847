import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  // Stryker reads the folders above a file as patterns.
  workbook = new FixtureWorkbook("l'été [2] (3) 100% #1 & b ");
});
afterEach(() => workbook.remove());

const test1 = 'labs/01-sums/test/step-1-add.test.ts';
const explained = 'solutions/01-sums/survivors.json';
const minus = {
  file: 'src/add.ts',
  original: 'a + b',
  replacement: 'a - b',
  why: 'In this workbook a sum is any number.',
};

test('a change that no test notices is shown, until its author says why, and of no other', async () => {
  anySumWillDo();
  const noticed = { ...minus, file: 'src/double.ts', original: 'add(a, a)', replacement: '' };
  workbook.write(explained, JSON.stringify([noticed]));
  const before = await workbook.workbook('mutation', '01');
  expect(before.out).toContain('not noticed: src/add.ts:4  a + b -> a - b');
  expect(before.out).toContain(
    'survivors.json explains what does not survive: src/double.ts  add(a, a) -> ',
  );
  expect(before.code).toBe(1);

  workbook.write(explained, JSON.stringify([minus]));
  const after = await workbook.workbook('mutation', '01');
  expect(after.out).toMatch(/^01-sums: (\d+) of \1 mutants noticed, 100 %; 1 more is explained/);
  expect(after.code).toBe(0);
});

test('tests that notice every change are enough, and what an earlier lab has is left to that', async () => {
  anySumWillDo();
  workbook.write('labs/00-before/lab.json', workbook.read('labs/01-sums/lab.json'));
  workbook.write('solutions/00-before/src/add.ts', '  return a + b;\n');
  const { code, out } = await workbook.workbook('mutation', '01');
  expect(out).toMatch(/^01-sums: (\d+) of \1 mutants noticed, 100 %$/m);
  expect(code).toBe(0);
});

test('the right solutions of other people are changed too, and only in their files', async () => {
  const other = (verdict: string, code: string): string =>
    ['# Another', '', verdict, '', '```ts src/add.ts', code, '```', ''].join('\n');
  const folder = 'solutions/01-sums/others';
  workbook.write(`${folder}/short.md`, other('right', 'export const add = (a, b) => a + b;'));
  workbook.write(`${folder}/bad.md`, other('wrong, step 1', 'export const add = (a, b) => a - b;'));
  const { code, out } = await workbook.workbook('mutation', '--others', '01');
  expect(out).toMatch(/^01-sums: (\d+) of \1 mutants of 1 other solutions noticed\n {2}short: /);
  expect(code).toBe(0);
});

test('a solution that does not pass is no ground to stand on', async () => {
  workbook.write('solutions/01-sums/src/double.ts', 'export const double = (a: number) => a;\n');
  const { code, err } = await workbook.workbook('mutation', '01');
  expect(err).toContain('Stryker ended without a report on 01-sums, solution.');
  expect(err).toContain('npm run verify 01');
  expect(code).toBe(1);
});

/** Both steps then accept whatever number is made, of 1 and 1 and of 2. */
function anySumWillDo(): void {
  workbook.write(test1, workbook.read(test1).replace('sum !== 2', "typeof sum !== 'number'"));
  workbook.write(
    'labs/01-sums/test/step-2-double.test.ts',
    "import { double } from '../src/double';\n\ntest('a number', () => expect(double(2)).toEqual(expect.any(Number)));\n",
  );
}
