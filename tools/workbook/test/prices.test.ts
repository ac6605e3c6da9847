import path from 'node:path';
import { FixtureWorkbook } from './fixtures/workbook';

const door = path.resolve(__dirname, '..', '..', 'door.cjs');

let workbook: FixtureWorkbook;
beforeEach(() => {
  workbook = new FixtureWorkbook();
  workbook.write(
    'labs/01-sums/test/prices.ts',
    `export const prices = async (start, said) => {
      const { broker, pass, inOwnTime } = await start();
      const times = [];
      inOwnTime(() => setTimeout(() => times.push('late'), 60_000));
      await broker.publish('a', 1);
      await pass('59s');
      times.push('early');
      await pass('1s');
      return { text: [...times, ...said].join(', '), svg: '<svg/>' };
    };\n`,
  );
  const scripts = { prices: `node ${JSON.stringify(door)} workbook prices` };
  const jest = { preset: '@workbook/workbook' };
  workbook.write('labs/01-sums/package.json', JSON.stringify({ name: 'sums', scripts, jest }));
});
afterEach(() => workbook.remove());

test('it prints what the lab says of a world whose time passes at once, and keeps the picture', async () => {
  workbook.write('.workbook/predictions/01-sums.json', JSON.stringify(['three']));
  const { out, code } = await workbook.npm(['run', 'prices'], 'labs/01-sums');
  expect(out).toContain('\nearly, late, three\n');
  expect(out).toContain('picture   labs/01-sums/.runs/prices.svg');
  expect(workbook.read('labs/01-sums/.runs/prices.svg')).toBe('<svg/>');
  expect(code).toBe(0);
});

test('where the lab has nothing to draw yet, it prints', async () => {
  workbook.write(
    'labs/01-sums/test/prices.ts',
    `export const prices = () => Promise.resolve({ text: 'solve step 1 first' });\n`,
  );
  const { out } = await workbook.npm(['run', 'prices'], 'labs/01-sums');
  expect(out).toMatch(/\nsolve step 1 first\n$/);
});

test('once the lab is passed, npm test says that it is there', async () => {
  expect((await workbook.npmTest('01-sums')).out).not.toContain('npm run prices');
  for (const file of ['add.ts', 'double.ts']) {
    workbook.write(`labs/01-sums/src/${file}`, workbook.read(`solutions/01-sums/src/${file}`));
  }
  expect((await workbook.npmTest('01-sums')).out).toContain('    npm run prices       prints');
});

test('elsewhere it says in which folder it is typed', async () => {
  const { err, code } = await workbook.workbook('prices');
  expect(err).toContain('"npm run prices" is typed in the folder of a lab');
  expect(err).toMatch(/cd \S*labs\/01-sums\n/);
  expect(code).toBe(1);
});
