import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

test('a fresh clone points at the first lab', async () => {
  const { code, out } = await workbook.workbook('start');
  expect(out).toMatch(/^ {2}01 {2}Sums +0 of 2 steps +next$/m);
  expect(out).toMatch(/^ {2}02 {2}Words +0 of 1 steps$/m);
  expect(out).toContain('read  labs/01-sums/README.md\n');
  expect(out).toContain('edit  labs/01-sums/src/add.ts\n');
  expect(out).toMatch(/^ {2}type {2}cd \S*labs\/01-sums\n {8}npm test\n/m);
  expect(code).toBe(0);
});

test('it goes on at the first step that has not passed', async () => {
  workbook.write('labs/01-sums/src/add.ts', workbook.read('solutions/01-sums/src/add.ts'));
  await workbook.npmTest('01-sums');
  const { out } = await workbook.workbook('start');
  expect(out).toMatch(/^ {2}01 {2}Sums +1 of 2 steps +next$/m);
  expect(out).toContain('read  labs/01-sums/README.md, from step 2\n');
  expect(out).toContain('edit  labs/01-sums/src/double.ts\n');
});

test('a lab that is passed leads to the next, and the last one to the end', async () => {
  for (const file of ['add.ts', 'double.ts']) {
    workbook.write(`labs/01-sums/src/${file}`, workbook.read(`solutions/01-sums/src/${file}`));
  }
  await workbook.npmTest('01-sums');
  const first = await workbook.workbook('start');
  expect(first.out).toMatch(/^ {2}01 {2}Sums +2 of 2 steps +passed$/m);
  expect(first.out).toMatch(/cd \S*labs\/02-words\n/);
  await workbook.npmTest('02-words');
  expect((await workbook.workbook('start')).out).toContain('Every lab is passed.');

  // When its code has changed it still leads on, and is not said to be passed.
  workbook.write('labs/01-sums/src/add.ts', 'export const add = (a: number): number => a;\n');
  const { out } = await workbook.workbook('start');
  expect(out).toMatch(/^ {2}01 {2}Sums +2 of 2 steps +passed, the code has changed since$/m);
  expect(out).toContain('Every lab was passed; where the code');
});

test.each([
  ['half of one', '{ "step-1'],
  ['one of another kind', '["step-1"]'],
  ['nothing', 'null'],
  ['one without results', '{ "step-1-add.test.ts": null, "step-2-double.test.ts": 3 }'],
  ['a huge one', `{ "step-1-add.test.ts": { "passed": true } }${' '.repeat(2_000_000)}`],
])('a damaged record of progress, %s, is as good as none', async (_what, text) => {
  workbook.write('.workbook/progress/01-sums.json', text);
  const { code, out } = await workbook.workbook('start');
  expect(out).toContain('0 of 2 steps');
  expect(code).toBe(0);
});

test.each([
  [
    ['dance'],
    'There is no command "dance". There are: start, predict, play, replay, prices, cluster, database, kubectl, prove, verify, starters, mutation, ',
  ],
  [['strat'], 'There is no command "strat". There is "start".'],
  [['start', 'now'], '"npm start" takes nothing more, and got "now".'],
  [['starters', '01'], '"npm run starters" takes nothing but options, and got "01".'],
])('%j says what is wrong and what to type', async (args, message) => {
  const { code, err } = await workbook.workbook(...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err).toMatch(
    /^ {4}(node tools\/door\.cjs workbook|npm start --|npm run starters --) --help {6}/m,
  );
});

test('a lab.json that cannot be read is named', async () => {
  workbook.write('labs/02-words/lab.json', '{');
  const { code, err } = await workbook.workbook('start');
  expect(code).toBe(1);
  expect(err).toMatch(/labs.02-words.lab\.json is not JSON: /);
});
