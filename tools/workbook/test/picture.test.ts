import type { Happened } from '@workbook/history';
import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

/** The run that the test of step 1 keeps, which fails at its last event. */
const happened: Happened[] = [
  { kind: 'published', client: 'school', channel: 'sums', sequence: 1, at: 0 },
  { kind: 'delivered', client: 'sums-1', channel: 'sums', sequence: 1, subscription: 1, at: 0 },
];
const runOfStep1 = 'labs/01-sums/.runs/step-1-add/one-and-one-make-two';

/** Has that test keep it, as one with a broker does, and then do something to `file`. */
function keepRun(then = ''): void {
  workbook.write(
    'labs/01-sums/test/step-1-add.test.ts',
    [
      "import fs from 'node:fs';",
      "import { Failure } from '@workbook/testkit/finding';",
      "import { keepRun, runFile } from '@workbook/testkit/kept-run';",
      "const name = 'one and one make two';",
      'test(name, async () => {',
      '  const file = runFile(__filename, name);',
      `  keepRun(__filename, name, ${JSON.stringify(happened)} as any, []);`,
      `  ${then}`,
      "  throw new Failure({ expected: 'a', happened: ['b'], look: 'c', read: 'd', about: 1 });",
      '});\n',
    ].join('\n'),
  );
}

test('a test whose run was kept shows it: lanes around the event, and where the picture is', async () => {
  keepRun();
  const { out } = await workbook.npmTest('01-sums');
  expect(out).toContain(
    '    read      d\n    picture   .runs/step-1-add/one-and-one-make-two.svg\n',
  );
  expect(out).toMatch(/#1 .*<-- here/);
  expect(workbook.exists(`${runOfStep1}.svg`)).toBe(true);

  // What came of a test is kept whole beside its run.
  expect(JSON.parse(workbook.read(`${runOfStep1}.json`))).toEqual({
    test: 'one and one make two',
    state: 'failed',
    findings: [{ expected: 'a', happened: ['b'], look: 'c', read: 'd', about: 1 }],
    run: { happened },
  });
  expect(
    JSON.parse(workbook.read('labs/01-sums/.runs/step-2-double/two-doubled-is-four.json')),
  ).toMatchObject({ state: 'failed', findings: [{ expected: 'two, doubled, is four' }] });
});

test('what the code threw before the test found something is told first, and does not cost the picture', async () => {
  keepRun(
    "setTimeout(() => { throw new Error('late'); }); await new Promise((r) => setTimeout(r, 20));",
  );
  const { out } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toContain('    happened  late\n');
  expect(out).toMatch(/#1 .*<-- here/);
});

test('a picture that cannot be written and a damaged memory of the types cost no verdict', async () => {
  keepRun("fs.mkdirSync(file.replace('.json', '.svg'));");
  // With such a memory the compiler crashes.
  const memory = '.workbook/types/01-sums.tsbuildinfo';
  workbook.write(memory, '{"version":"6.0.3","root":3,"fileNames":{}}');
  const { code, out, err } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toContain('    read      d\n\n');
  expect(out).toMatch(/#1 .*<-- here/);
  expect(err).toBe('');
  expect(code).toBe(1);
  expect(workbook.exists(memory)).toBe(false);
});

test('a kept run that is damaged costs the picture, and no more', async () => {
  keepRun('fs.writeFileSync(file, \'{ "test": "one\');');
  const { out } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toContain('    read      d\n\n0 of 2 steps passed.');
});

test('a run that another test kept before it was another one is not shown', async () => {
  keepRun();
  const kept = workbook.read('labs/01-sums/test/step-1-add.test.ts');
  await workbook.npmTest('01-sums', 'step-1');
  workbook.write('labs/01-sums/test/step-1-add.test.ts', kept.replace(/^ {2}keepRun.*$/m, ''));
  const { out } = await workbook.npmTest('01-sums', 'step-1');
  expect(out).toContain('    read      d\n\n0 of 2 steps passed.');
});
