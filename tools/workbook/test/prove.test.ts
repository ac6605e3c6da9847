import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

test('the last line adds up the tests of the tools and the proofs of the labs', async () => {
  const { code, out, err } = await workbook.workbook('prove');
  expect(out.trimEnd().split('\n').at(-1)).toBe('8 passed, 0 failed');
  expect(out).toContain('9 tests executed.\n7 passed, 0 failed');
  expect(err).toContain('PASS tools/tool.test.ts');
  expect(code).toBe(0);
});

test('a failing tool and a failing proof are both counted', async () => {
  workbook.write('tools/tool.test.ts', "test('a tool fails', () => expect(1).toBe(2));\n");
  workbook.write('solutions/01-sums/mistakes/02-square/src/double.ts', 'export {};\n');
  const { code, out } = await workbook.workbook('prove');
  expect(out.trimEnd().split('\n').at(-1)).toBe('6 passed, 2 failed');
  expect(code).toBe(1);
});

test('tools without a test fail, and the labs are proved all the same', async () => {
  workbook.remove('tools');
  const { code, out } = await workbook.workbook('prove');
  expect(out).toContain('No test of the tools was executed.');
  expect(out.trimEnd().split('\n').at(-1)).toBe('7 passed, 1 failed');
  expect(code).toBe(1);
});

test('labs that cannot be proved count as one failure', async () => {
  workbook.remove('solutions');
  const { code, out } = await workbook.workbook('prove');
  expect(out).toContain('There is no lab to prove');
  expect(out.trimEnd().split('\n').at(-1)).toBe('1 passed, 1 failed');
  expect(code).toBe(1);
});

test('a file of tests that does not load counts as one failure', async () => {
  workbook.write('tools/broken.test.ts', 'test(;\n');
  const { code, out } = await workbook.workbook('prove');
  expect(out.trimEnd().split('\n').at(-1)).toBe('8 passed, 1 failed');
  expect(code).toBe(1);
});
