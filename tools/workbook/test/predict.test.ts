import path from 'node:path';
import { listLabs } from '@workbook/exam';
import { answersOf } from '../src/predict/answers';
import { questionsOf } from '../src/predict/questions';
import { FixtureWorkbook } from './fixtures/workbook';

const root = path.resolve(__dirname, '..', '..', '..');

describe('the questions of the labs', () => {
  test.each(listLabs(root))('$name answers each by running it', async (lab) => {
    const answers = await answersOf(root, lab);
    expect(answers).toHaveLength(questionsOf(lab).length);
    expect(answers).toMatchSnapshot();
  });
});

describe('npm run predict', () => {
  let workbook: FixtureWorkbook;
  beforeEach(() => {
    workbook = new FixtureWorkbook();
    workbook.write(
      'labs/01-sums/README.md',
      '# Sums\n\n## Predict\n\nAsks.\n\n1. What is one\n   and one?\n2. And two?\n\n## Steps\n\n1. No question.\n',
    );
    workbook.write(
      'solutions/01-sums/predict.ts',
      'export const answers = [async () => `${1 + 1}`, async () => `${2 + 2}: it doubles.`];\n',
    );
  });
  afterEach(() => workbook.remove());

  const kept = (): unknown =>
    JSON.parse(workbook.read('.workbook/predictions/01-sums.json')) as unknown;

  test('asks, keeps what is said and says what comes next', async () => {
    const { out, code } = await workbook.typing('three\nfour\n', 'predict', '01');
    expect(out).toContain('\n1. What is one and one?\n> ');
    expect(out).toContain('\n2. And two?\n> ');
    expect(out).toContain('npm test');
    expect(kept()).toEqual(['three', 'four']);
    expect(code).toBe(0);
  });

  test('Enter alone is no answer', async () => {
    const { out } = await workbook.typing('\n \nthree\nfour\n', 'predict', '01');
    expect(out.split('A word will do.')).toHaveLength(3);
    expect(kept()).toEqual(['three', 'four']);
  });

  test('who is in no lab is asked about the current one', async () => {
    const { out } = await workbook.typing('three\nfour\n', 'predict');
    expect(out).toContain('\n01  Sums: what do you predict?\n');
  });

  test('what cannot be kept is said, and asked all the same', async () => {
    workbook.write('.workbook/predictions', '');
    const { out, code } = await workbook.typing('three\nfour\n', 'predict', '01');
    expect(out).toContain('2. And two?');
    expect(out).toMatch(
      /What you said is not kept: \S+01-sums.json cannot be written \(E[A-Z]+\)\./,
    );
    expect(code).toBe(0);
  });

  describe('on a terminal', () => {
    test('it ends by itself when all is said', async () => {
      const { code, screen } = await workbook.onTerminal(
        ['three\r', '\r', 'four\r'],
        'predict',
        '01',
      );
      expect(kept()).toEqual(['three', 'four']);
      expect(screen).toContain('What you said is kept.');
      expect(code).toBe(0);
    });

    test.each([
      ['Ctrl-C', '\u0003'],
      ['Ctrl-D', '\u0004'],
    ])('%s leaves, and what was said is kept', async (_key, typed) => {
      const { code, screen } = await workbook.onTerminal(['three\r', typed], 'predict', '01');
      expect(kept()).toEqual(['three']);
      expect(screen).toContain('What you said so far is kept.');
      expect(code).toBe(0);
    });
  });

  test('who stops in the middle loses nothing, and goes on with Enter', async () => {
    const { out } = await workbook.typing('three\n', 'predict', '01');
    expect(out).toMatch(
      /What you said so far is kept\.\n {4}cd \S+\/01-sums\n {4}npm run predict {6}/,
    );
    expect((await workbook.typing('\nfour\n', 'predict', '01')).out).toContain(
      '   (Enter keeps: three)\n',
    );
    expect(kept()).toEqual(['three', 'four']);
  });

  test('once the lab is passed, shows what happens beside it, and npm test says so', async () => {
    await workbook.typing('three\nfour\n', 'predict', '01');
    for (const file of ['add.ts', 'double.ts']) {
      workbook.write(`labs/01-sums/src/${file}`, workbook.read(`solutions/01-sums/src/${file}`));
    }
    expect((await workbook.npmTest('01-sums')).out).toContain('    npm run predict      shows');
    const { out } = await workbook.workbook('predict', '01');
    expect(out).toContain('1. What is one and one?\n   you said  three\n   it is     2\n');
    expect(out).toContain('   you said  four\n   it is     4: it doubles.\n');
  });

  test('before, it shows nothing unless asked to', async () => {
    expect((await workbook.typing('', 'predict', '01')).out).not.toContain('it is');
    expect((await workbook.workbook('predict', '01', '--answers')).out).toContain('it is     2\n');
  });

  test.each([
    [2, ['--all'], '"npm run predict" has no option --all.'],
    [2, ['01', '02'], '"npm run predict" takes one name, and got "01" "02".'],
    [1, ['02'], 'has no numbered questions under "## Predict".'],
    [1, ['07'], 'There is no lab "07"'],
  ])('exit code %d: %j is an error with the next command', async (exit, args, said) => {
    const { err, code } = await workbook.workbook('predict', ...args);
    expect(err).toContain(said);
    expect(err).toMatch(/\n {4}npm /);
    expect(code).toBe(exit);
  });
});
