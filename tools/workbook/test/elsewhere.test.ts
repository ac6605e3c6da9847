import path from 'node:path';
import { FixtureWorkbook, run } from './fixtures/workbook';

const bin = path.resolve(__dirname, '..', 'bin', 'workbook.js');

let workbook: FixtureWorkbook;
afterEach(() => workbook.remove());

describe('a command of a lab that is typed elsewhere', () => {
  beforeEach(() => {
    workbook = new FixtureWorkbook();
  });

  test.each([
    [['test', '--', 'step-1'], 'npm test', 'npm test -- step-1'],
    [['run', 'broker'], 'npm run broker', 'npm run broker'],
  ])('npm %j in the root names the current lab', async (args, typed, again) => {
    const { code, err } = await workbook.npm(args);
    expect(err).toContain(`"${typed}" is typed in the folder of a lab, and this is not one:\n`);
    expect(err).toMatch(/^ {4}cd \S*labs\/01-sums$/m);
    expect(err).toContain(`    ${again}      in lab 01, Sums\n`);
    expect(err).not.toContain('Missing script');
    expect(code).not.toBe(0);
  });

  test('npm test between the labs does not prove the whole workbook', async () => {
    const { code, err } = await run(bin, ['prove'], workbook.root, {
      WORKBOOK_ROOT: workbook.root,
      INIT_CWD: path.join(workbook.root, 'labs'),
    });
    expect(err).toContain('    cd 01-sums\n    npm test      in lab 01, Sums\n');
    expect(code).toBe(1);
  });

  test('a command that the current lab does not have is of the lab that has it', async () => {
    const file = 'labs/02-words/package.json';
    const manifest = JSON.parse(workbook.read(file)) as object;
    workbook.write(file, JSON.stringify({ ...manifest, scripts: { shop: 'x' } }));
    const { err } = await workbook.workbook('in-a-lab', 'shop');
    expect(err).toContain('labs/02-words\n    npm run shop      in lab 02, Words\n');
  });
});

describe('a workbook in a folder with an unusual name', () => {
  beforeEach(() => {
    workbook = new FixtureWorkbook("l'été [2] (3) 100% #1 & b ");
  });

  test('npm test says the same, with the places in the code', async () => {
    const { code, out } = await workbook.npmTest('01-sums');
    expect(out).toContain('    happened  they made 1\n');
    expect(out).toContain('    at test/step-2-double.test.ts:3\n');
    expect(out).toContain('0 of 2 steps passed.  Next: step 1, src/add.ts\n');
    expect(code).toBe(1);
    expect((await workbook.workbook('start')).out).toContain('labs/01-sums/README.md\n');
  });

  test('verify proves every variant', async () => {
    const { code, out } = await workbook.workbook('verify');
    expect(out).toContain('7 passed, 0 failed\n');
    expect(code).toBe(0);
  });
});
