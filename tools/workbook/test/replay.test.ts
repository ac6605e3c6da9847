import type { KeptResult } from '@workbook/exam';
import { FixtureWorkbook } from './fixtures/workbook';

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
});
afterEach(() => workbook.remove());

/** One message that a listener acknowledges. */
function keep(name: string, state: KeptResult['state'] = 'passed'): void {
  const message = { channel: 'orders', sequence: 1, at: 0 };
  const passage = { ...message, client: 'payments-1', subscription: 1 };
  const run: KeptResult['run'] = {
    happened: [
      { kind: 'published', client: 'shop', ...message },
      { kind: 'delivered', ...passage },
      { kind: 'acknowledged', ...passage },
    ],
  };
  const kept: KeptResult = { test: name, state, findings: [], run };
  workbook.write(`labs/01-sums/.runs/step-1/${name}.json`, JSON.stringify(kept));
}

test('before any test has run, it says how to make one run', async () => {
  const { code, err } = await workbook.workbook('replay');
  expect(err).toMatch(/No run has been kept yet\.\n {4}cd \S+\/01-sums\n {4}npm test {6}/);
  expect(code).toBe(1);
});

test('without a name it lists what was kept, and what failed', async () => {
  keep('adds');
  keep('doubles', 'failed');
  const { out } = await workbook.workbook('replay');
  expect(out).toContain('npm run replay -- 01/step-1/adds\n');
  expect(out).toContain('npm run replay -- 01/step-1/doubles   failed\n');
});

test('a part of a name opens the run: lanes, story, picture', async () => {
  keep('adds');
  const { code, out } = await workbook.workbook('replay', 'add');
  expect(out).toMatch(/shop +orders +payments-1/);
  expect(out).toContain('1 message was published to orders. payments-1 acknowledged #1.');
  expect(out).toContain('picture   labs/01-sums/.runs/step-1/adds.svg\n');
  expect(workbook.read('labs/01-sums/.runs/step-1/adds.svg')).toContain('<title>adds</title>');
  expect(code).toBe(0);
});

test('a part that several names have lists these', async () => {
  keep('adds');
  keep('adds-more');
  const { code, err } = await workbook.workbook('replay', 'adds');
  expect(err).toContain('2 kept runs are called "adds". There are:\n    01/step-1/adds\n');
  expect(code).toBe(1);
});

test('a run that is damaged says what is wrong with it, and how to have it again', async () => {
  const run = { happened: [{ kind: 'delivered', client: 'payments-1', at: 0 }] };
  workbook.write('labs/01-sums/.runs/step-1/adds.json', JSON.stringify({ test: 'adds', run }));
  const { code, err } = await workbook.workbook('replay', 'adds');
  expect(err).toMatch(
    /is damaged: event 1 of its run is "delivered", and what it says as "channel" is wrong or missing\.\n +cd \S*labs\/01-sums\n +npm test /,
  );
  expect(code).toBe(1);
});
