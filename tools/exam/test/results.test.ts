import type { FileResult, TestResult } from '../src/results/result';
import { FixtureLab } from './fixtures/lab';

/** Each line has its number: the tests name it. */
const code = `export const no = (): never => { throw new TypeError('no'); };
export const text = (): never => { throw 'no answer'; };
export const emit = () => new (process.getBuiltinModule('events'))().emit('error', 'stan: no');
export const insist = () => process.getBuiltinModule('assert')(false, 'insisted');
export const quit = () => { try { process.exit(0); } catch {} };
export const reject = () => void Promise.reject(new Error('left alone'));
export const talk = () => { for (;;) console.log('talk'); };
export const loop = () => { for (;;); };
export const odd = () => { throw Object.assign(new RangeError('odd'), { finding: 'mine' }); };
`;

const steps = {
  'step-1-own': `
import { Failure } from '@workbook/testkit/finding';
const finding = { expected: 'one', happened: ['two', 'three'], look: 'here', read: 'there', about: 7 };
test('passes', () => undefined);
test('finds', () => { throw new Failure(finding); });
expect.extend({ toBeOne: () => ({ pass: false, message: () => 'no', finding }) });
test('matches', () => (expect(2) as any).toBeOne());`,
  'step-2-raw': `
test('no', () => code.no());
test('text', () => code.text());
test('nothing', () => { throw undefined; });
test('emit', () => void code.emit());
test('insist', () => code.insist());
test('odd', () => code.odd());
test('reject', async () => { code.reject(); await new Promise((r) => setTimeout(r, 20)); });
describe('a group', () => test('jest', () => expect(1).toBe(2)));`,
  'step-3-guard': `
test('quit', () => code.quit());
test('talk', () => code.talk());
test('wait', () => new Promise(() => undefined), 50);
test('loop', () => code.loop());`,
  'step-4-hooks': `
beforeAll(() => new Promise(() => undefined), 50);
test('waits before', () => undefined);`,
  'step-5-after': `
test('passes', () => undefined);
afterAll(() => code.no());`,
  'step-6-load': 'code.no();\ntest("never", () => undefined);',
  'step-7-missing': "import '../src/none';\ntest('never', () => undefined);",
  'step-8-syntax': "import '../src/broken';\ntest('never', () => undefined);",
  'step-9-empty': '',
};

describe.each([1, 2])('with %i workers', (workers) => {
  let lab: FixtureLab;
  let results: ReadonlyMap<string, FileResult>;
  beforeAll(async () => {
    lab = new FixtureLab(steps);
    lab.write('src/code.ts', code);
    lab.write('src/broken.ts', 'export const a = 1;\nexport const b = (;\n');
    results = await lab.results(workers, { WORKBOOK_PATIENCE: '0.5' });
  });
  afterAll(() => lab.remove());

  const file = (name: string): FileResult => results.get(name)!;
  const one = (name: string, title: string): TestResult =>
    file(name).tests.find((test) => test.title === title)!;

  test('what a test finds arrives whole', () => {
    const finding = { expected: 'one', happened: ['two', 'three'], look: 'here', read: 'there' };
    expect(file('step-1-own')).toMatchObject({
      state: 'failed',
      skipped: 0,
      findings: [],
      tests: [
        { title: 'passes', state: 'passed', findings: [] },
        { title: 'finds', state: 'failed', findings: [{ ...finding, about: 7 }] },
        { title: 'matches', state: 'failed', findings: [{ ...finding, about: 7 }] },
      ],
    });
  });

  test.each([
    ['no', ['src/code.ts:1 threw TypeError: no'], 'src/code.ts:1'],
    [
      'text',
      ['the string "no answer" was thrown, which does not say where: an Error does'],
      'test/step-2-raw.test.ts:4',
    ],
    [
      'nothing',
      ['undefined was thrown, which does not say where: an Error does'],
      'test/step-2-raw.test.ts:5',
    ],
    [
      'emit',
      [`an "error" event came, and nothing listens for it, at src/code.ts:3: 'stan: no'`],
      'src/code.ts:3',
    ],
    ['insist', ['src/code.ts:4 threw AssertionError [ERR_ASSERTION]: insisted'], 'src/code.ts:4'],
    ['odd', ['src/code.ts:9 threw RangeError: odd'], 'src/code.ts:9'],
    ['reject', ['src/code.ts:6 threw Error: left alone'], 'src/code.ts:6'],
  ])('%s: what was thrown is told in fields', (title, happened, look) => {
    expect(one('step-2-raw', title)).toMatchObject({
      state: 'failed',
      findings: [{ expected: title, happened, look, read: 'README.md, step 2' }],
    });
  });

  test('what a matcher of jest says is told with where it was called', () => {
    const { fullName, findings } = one('step-2-raw', 'jest');
    expect(fullName).toBe('a group jest');
    expect(findings).toMatchObject([{ calledAt: ['test/step-2-raw.test.ts:10'] }]);
    expect(findings[0]!.happened).toContain('Expected: 2');
  });

  test.each([
    ['quit', 'ended', 'src/code.ts:5 ended the process with process.exit(0)'],
    ['talk', 'failed', 'src/code.ts:7 printed more than 10000 lines'],
    ['wait', 'time', 'test/step-3-guard.test.ts:5 still waits after 0.025 s'],
    [
      'loop',
      'time',
      'src/code.ts:8 let nothing else run for more than 2 s: a loop that does not end?',
    ],
  ])('%s: how a test ended is its state', (title, state, happened) => {
    expect(one('step-3-guard', title)).toMatchObject({
      state,
      findings: [{ happened: [happened] }],
    });
  });

  test('a hook that takes too long is so for each of its tests', () => {
    expect(one('step-4-hooks', 'waits before')).toMatchObject({
      state: 'time',
      findings: [{ expected: '"waits before" to run to the end' }],
    });
  });

  test.each([
    ['step-5-after', 1, 'src/code.ts:1 threw TypeError: no'],
    ['step-6-load', 0, 'src/code.ts:1 threw TypeError: no'],
    ['step-7-missing', 0, "Cannot find module '../src/none' from 'test/step-7-missing.test.ts'"],
    ['step-8-syntax', 0, 'src/broken.ts:2  Expression expected'],
    ['step-9-empty', 0, 'Your test suite must contain at least one test.'],
  ])('%s: a file that does not load, or not run to its end', (name, tests, happened) => {
    const { state, findings, tests: executed } = file(name);
    expect([state, executed.length, findings.length]).toEqual(['not loaded', tests, 1]);
    expect(findings[0]!.expected).toBe('the tests to load and to run to the end');
    expect(findings[0]!.happened[0]).toBe(happened);
  });

  test('each test is kept with what came of it', () => {
    const { record } = one('step-2-raw', 'jest');
    expect(JSON.parse(lab.read('.runs/step-2-raw/a-group-jest.json'))).toMatchObject({
      test: 'a group jest',
      state: 'failed',
      findings: [{ expected: 'jest' }],
    });
    expect(record).toMatch(/a-group-jest\.json$/);
  });
});
