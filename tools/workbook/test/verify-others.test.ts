import { failures, variants, verifyJson } from './fixtures/verified';
import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

/** What a page of other people's says. */
const other = (verdict: string, code: string): string =>
  [
    '# In one line',
    '',
    verdict,
    '',
    'Somebody likes it short.',
    '',
    '```ts src/add.ts',
    code,
    '```',
    '',
  ].join('\n');
const right = 'export const add = (...n: number[]) => n.reduce((a, b) => a + b);';
const wrong = 'export const add = (a: number, b: number) => a - b;';

test('each has to get what its page says, with --all, and only with it', async () => {
  const pages: readonly [string, string, readonly string[]][] = [
    ['right', right, []],
    ['wrong, step 1: `they made 0`', wrong, []],
    ['right', wrong, ['step 1 says:']],
    ['wrong, step 1: `they made 0`', right, ['step 1 passed']],
    ['wrong, step 1: `they made` and `7`', wrong, ['step 1 says:']],
    ['wrong, step 2', wrong, ['step 1 says:']],
  ];
  for (const [at, [verdict, code]] of pages.entries())
    workbook.write(`solutions/01-sums/others/page-${at}.md`, other(verdict, code));
  const { report } = await verifyJson(workbook, '--all');
  expect(pages.map((_page, at) => failures(report, `other-page-${at}`))).toEqual(
    pages.map(([, , says]) => says.map((text) => expect.stringContaining(text) as string)),
  );
  expect(variants((await verifyJson(workbook)).report)).toHaveLength(5);
});

test('one of them alone', async () => {
  workbook.write('solutions/01-sums/others/in-one-line.md', other('right', right));
  workbook.write('solutions/01-sums/others/in-two.md', other('right', right));
  const { report } = await verifyJson(workbook, '--all', '--only=other-in-two');
  expect(variants(report).map(({ variant }) => variant)).toEqual(['other-in-two', 'drift']);
});

test('one that is asked for without --all, or by a name that is not quite its own', async () => {
  workbook.write('solutions/01-sums/others/in-one-line.md', other('right', right));
  const next = '    npm run verify -- --all --only=other-in-one-line 01      proves it\n';
  const { err } = await workbook.workbook('verify', '--only=one-line');
  expect(err).toContain(`that is proved with --all.\n${next}`);
  const misspelt = await workbook.workbook('verify', '--all', '--only=on-line');
  expect(misspelt.err).toContain('holds "on-line". The nearest are:\n    other-in-one-line\n');
  expect(misspelt.err).toContain(next);
});

test.each([
  ['perhaps', right],
  ['right', ''],
])('one that does not say what it is, or has no file, is named', async (verdict, code) => {
  const text = other(verdict, code);
  workbook.write('solutions/01-sums/others/odd.md', code === '' ? text.split('```')[0]! : text);
  const { err, code: exit } = await workbook.workbook('verify', '--all');
  expect(exit).toBe(1);
  expect(err).toContain('odd.md needs a heading, "right" or "wrong, step N');
});
