import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

test('starters are made, formatted, and files that the solution lost are removed', async () => {
  workbook.remove('labs/01-sums/src');
  workbook.write('labs/01-sums/src/old.ts', 'export {};\n');
  const { code, out } = await workbook.workbook('starters');
  expect(out).toContain('made     labs/01-sums/src/add.ts\n');
  expect(out).toContain('removed  labs/01-sums/src/old.ts\n');
  expect(code).toBe(0);
  expect(workbook.read('labs/01-sums/src/add.ts')).toBe(
    [
      '/** The sum of `a` and `b`. */',
      'export function add(a: number, b: number): number {',
      '  // TODO step 1: both numbers count.',
      '  return a;',
      '}',
      '',
    ].join('\n'),
  );
  expect(workbook.read('labs/01-sums/src/plain/unmarked.ts')).toBe(
    workbook.read('solutions/01-sums/src/plain/unmarked.ts'),
  );
  expect(workbook.exists('labs/01-sums/src/old.ts')).toBe(false);
});

test('a lab without a solution keeps its files', async () => {
  const before = workbook.read('labs/02-words/src/longest.ts');
  await workbook.workbook('starters');
  expect(workbook.read('labs/02-words/src/longest.ts')).toBe(before);
});

test('--check lists what differs, says what to type and writes nothing', async () => {
  expect((await workbook.workbook('starters', '--check')).code).toBe(0);
  workbook.write('labs/01-sums/src/add.ts', 'my own work\n');
  workbook.remove('labs/01-sums/src/double.ts');
  const { code, out } = await workbook.workbook('starters', '--check');
  expect(code).toBe(1);
  expect(out).toContain('labs/01-sums/src/add.ts differs\n');
  expect(out).toContain('labs/01-sums/src/double.ts missing\n');
  expect(out).toContain('npm run starters');
  expect(workbook.read('labs/01-sums/src/add.ts')).toBe('my own work\n');
});

test('a wrong marker is an error with its place, and nothing is written', async () => {
  workbook.write('labs/01-sums/src/add.ts', 'my own work\n');
  workbook.write('solutions/01-sums/src/double.ts', '// #region step 2\n// #endregion\n');
  const { code, err } = await workbook.workbook('starters');
  expect(code).toBe(1);
  expect(err).toContain('solutions/01-sums/src/double.ts:1: this #region has no "// #starter".');
  expect(workbook.read('labs/01-sums/src/add.ts')).toBe('my own work\n');
});

test('a starter that is not TypeScript is an error with its file', async () => {
  workbook.write(
    'solutions/01-sums/src/double.ts',
    '// #region step 2\n// #starter\n//: const = ;\n// #endregion\n',
  );
  const { code, err } = await workbook.workbook('starters');
  expect(code).toBe(1);
  expect(err).toContain('made from solutions/01-sums/src/double.ts is not TypeScript');
});

test('a solution without a lab is an error with the file that is missing', async () => {
  workbook.write('solutions/09-none/src/a.ts', 'export {};\n');
  const { code, err } = await workbook.workbook('starters');
  expect(code).toBe(1);
  expect(err).toContain('labs/09-none/lab.json is missing');
});
