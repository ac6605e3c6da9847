import { FixtureLab } from './fixtures/lab';

let lab: FixtureLab;
beforeEach(() => {
  lab = new FixtureLab({
    'step-1-one': "test.only('one', () => void code.one());\ntest('two', () => undefined);",
    'step-2-two': "test('two', () => undefined);",
  });
  lab.write(
    'src/code.ts',
    'export const one = (): number => 1;\nconst two: string = 2;\nvoid two;\n',
  );
  lab.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: { target: 'es2023', lib: ['es2023'], types: [], strict: true },
      include: ['src'],
    }),
  );
});
afterEach(() => lab.remove());

test('a reader is told of the lab, its steps and the code that they tested, and then of the types', async () => {
  const { verdict, types } = await lab.told();
  expect(verdict).toMatchObject({
    root: lab.root,
    lab: { name: '01-fixture' },
    failed: true,
    steps: [
      {
        lab: '01-fixture',
        step: 1,
        state: 'left out',
        skipped: 1,
        findings: [{ happened: ['only 1 of them ran: .only, .skip or .todo leaves tests out'] }],
      },
      { step: 2, state: 'passed', findings: [] },
    ],
  });
  expect(verdict?.types).toBeUndefined();
  expect(types).toMatchObject({
    failed: true,
    types: [
      {
        file: 'src/code.ts',
        line: 2,
        column: 7,
        code: 2322,
        what: "Type 'number' is not assignable to type 'string'.",
      },
    ],
  });
});

test('of an experiment its plan is told, and no types', async () => {
  const told = await lab.told({ WORKBOOK_FAULTS: 'cut payments-1 #1' });
  expect(told.types).toBeUndefined();
  // Nothing of it happened: these tests start no broker.
  expect(told.verdict).toMatchObject({ plan: 'cut payments-1 #1', failed: true });
});

test('of a lab that cannot be read, its reader is told why, in which file, and what to type', async () => {
  lab.write('lab.json', '{ "title": "Half of one" }');
  const { verdict, unreadable } = await lab.told();
  expect(verdict).toBeUndefined();
  expect(unreadable?.trouble).toEqual({
    happened: expect.stringMatching(
      /lab\.json needs "title", "question", "minutes" and "steps"\.$/,
    ) as string,
    file: expect.stringMatching(/lab\.json$/) as string,
    next: { command: 'npm run verify', purpose: 'when it has them' },
  });
});
