import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
  workbook.write('labs/01-sums/test/step-1-add.test.ts', charges);
});
afterEach(() => workbook.remove());

/** A copy that charges each order that it gets, and that forgets which it has charged. */
const charges = `import { explain, useWorld } from '@workbook/testkit';

const { broker } = useWorld({ broker: {} });

test('each order is charged once', async () => {
  const payments = await broker().start('payments', 1, ({ stan, onMessage }) => {
    stan.subscribe('orders').on('message', (msg) => onMessage({}, msg));
  });
  await broker().publish('orders', {}, {});
  await broker().settled();
  explain(
    { expected: 'a', happened: \`\${payments.handled.length} charges\`, look: 'src/add.ts', read: 'c' },
    () => expect(payments.handled).toHaveLength(2),
  );
});

test('order 1 is charged', async () => {
  const payments = await broker().start('payments', 1, ({ stan, onMessage }) => {
    stan.subscribe('orders').on('message', (msg) => onMessage({}, msg));
  });
  await broker().publish('orders', {});
  await broker().settled();
  expect(payments.handled.length).toBeGreaterThan(0);
});

test('one is one', () => expect(1).toBe(1));
`;

const replay = (plan: string) => workbook.npmTest('01-sums', 'step-1', '--replay', plan);

test('says for each test whether its expectation held, and shows what happened', async () => {
  const { code, out } = await replay('deliver-twice payments-1 #1');
  expect(out).toContain('01  Sums: an experiment\n\n  plan  deliver-twice payments-1 #1\n');
  expect(out).toContain(
    [
      'step 1: each order is charged once    did not hold',
      '',
      '    deliver-twice payments-1 #1   happened',
      '',
      '    expected  a',
      '    happened  3 charges',
      '    picture   .runs/experiment/step-1-add/each-order-is-charged-once.svg',
      '',
      '',
    ].join('\n'),
  );
  expect(out).toContain('#1 arrives twice');
  expect(out).not.toContain('look at');
  expect(out).toContain('step 1: order 1 is charged    held\n');
  expect(out).toContain('1 of 2 expectations held.  This was an experiment: your progress is');
  expect(code).toBe(1);
});

test('that all held under faults is a success', async () => {
  const { code, out } = await replay('lose-ack payments-1 #1, hold payments-1 #9 5s');
  expect(out).toContain('2 of 2 expectations held.');
  expect(code).toBe(0);
});

test('says why a fault never happened', async () => {
  const plan =
    'cut payments-7 #1, crash-before-save payments-1 #5, restart #9, lose-ack payments-1 #1, lose-ack payments-1 #1';
  const { out } = await replay(plan);
  for (const line of [
    'cut payments-7 #1 +never: the test connected no client payments-7; it connected payments-1, publisher\n',
    'crash-before-save payments-1 #5 +never: payments-1 got no #5; it got #1, #2\n',
    'restart #9 +never: the test published no #9; it published up to #2\n',
    'lose-ack payments-1 #1 +happened\n +lose-ack payments-1 #1 +never: another fault of the plan came before it\n',
  ]) {
    expect(out).toMatch(new RegExp(line));
  }
  expect(out).toContain('step 1: one is one    not tried\n');
});

test('a plan of which nothing happened proves nothing', async () => {
  const { code, out } = await replay('cut nobody #1');
  expect(out).toContain('step 1: each order is charged once    not tried\n');
  expect(out).toContain('\nNothing of the plan happened.  This was an experiment');
  expect(code).toBe(1);
});

test('a test without a broker has nothing to break', async () => {
  const { out } = await workbook.npmTest('01-sums', 'step-2', '--replay', 'cut payments-1 #1');
  expect(out).toContain(
    'step 2: two, doubled, is four    failed, and nothing of the plan happened\n',
  );
  expect(out).toContain('    Nothing is known of the faults: this test starts no broker');
});

test('progress and the kept runs of the tests stay as they were', async () => {
  await workbook.npmTest('01-sums', 'step-1');
  const files = [
    '.workbook/progress/01-sums.json',
    'labs/01-sums/.runs/step-1-add/each-order-is-charged-once.json',
  ];
  const before = files.map((file) => workbook.read(file));
  await replay('crash-before-save payments-1 #1');
  expect(files.map((file) => workbook.read(file))).toEqual(before);
  expect((await workbook.workbook('replay')).out).not.toContain('experiment');
});

test.each([
  [[], '--replay needs what is to go wrong, in quotes'],
  [['explode payments-1 #1'], '"explode payments-1 #1", number 1 of the plan, is not a fault.'],
])('--replay %j lists the faults, each with what it does', async (plan, said) => {
  const { code, err } = await workbook.npmTest('01-sums', 'step-1', '--replay', ...plan);
  expect(err).toContain(said);
  for (const kind of [
    'crash-before-save payments-1',
    'crash-after-save payments-1',
    'lose-ack payments-1',
    'deliver-twice payments-1',
    'cut payments-1',
    'hold payments-1 #2 5s',
    'pause payments-1 #2 5s',
    'restart #2',
    'lose-store #2',
  ]) {
    expect(err).toMatch(new RegExp(`^ {4}${kind}.* {3}\\S`, 'm'));
  }
  expect(err).toMatch(/\n {4}npm test -- step-1 --replay ".*" {6}for example\n$/);
  expect(code).toBe(2);
});
