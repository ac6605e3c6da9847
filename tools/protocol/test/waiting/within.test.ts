import { Looking, patient, within } from '../../src/waiting';

afterEach(() => delete process.env.WORKBOOK_PATIENCE);

const late = (time: string): string => `Nothing came within ${time}.`;
const never = new Promise<never>(() => undefined);

test('what comes in time is what was waited for, also if it is an error', async () => {
  expect(await within(Promise.resolve(1), 1000, late)).toBe(1);
  await expect(within(Promise.reject(new Error('no')), 1000, late)).rejects.toThrow('no');
});

test('what does not come is said, and for how long it was waited', async () => {
  await expect(within(never, 10, late)).rejects.toThrow('Nothing came within 0.01 s.');
});

test.each([
  ['3', 30],
  ['0.5', 5],
  ['', 10],
  ['x', 10],
])('with WORKBOOK_PATIENCE=%s 10 ms are %d', (patience, ms) => {
  process.env.WORKBOOK_PATIENCE = patience;
  expect(patient(10)).toBe(ms);
});

test('who looks sees what happens, until the time is over', async () => {
  const looking = new Looking();
  let there = false;
  const seen = looking.until(() => there, 60_000);
  looking.note(() => (there = true));
  expect(await seen).toBe(true);
  expect(await looking.until(() => there, 60_000)).toBe(true);
  expect(await looking.until(() => false, 1)).toBe(false);
});
