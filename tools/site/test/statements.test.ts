import fs from 'node:fs';
import path from 'node:path';
import { hasTest } from './test-names';

const notes = path.resolve(__dirname, '..', '..', '..', 'notes');

/** How many statements each question has, and how many parts each of these. */
const questions: Readonly<Record<string, readonly number[]>> = {
  'NATS Streaming': [0, 0, 0, 0, 2, 2],
  'The pod': [0, 0],
  'Queue groups': [0, 0, 2, 0],
  Options: [0, 0, 0, 0],
  'Missed events': [2, 3, 0],
  'A listener that goes offline': [0, 0, 0, 0, 0],
  Concurrency: [4, 0, 0, 0, 0],
  'Fixes that fail': [2, 3, 5, 5],
  'Fixes that work': [0, 4, 9, 0],
  'Tickets and orders': [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};

interface Row {
  readonly question: string;
  /** `3 (g)` */
  readonly number: string;
  readonly cells: readonly string[];
}

const rows: readonly Row[] = fs
  .readFileSync(path.join(notes, 'README.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const [question, ...lines] = section.split('\n');
    return lines.flatMap((line) => {
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const number = /^(\d+(?: \([a-z]\))?): \S/.exec(cells[0] ?? '')?.[1];
      return number === undefined ? [] : [{ question: question!, number, cells }];
    });
  });

test.each(Object.entries(questions))('every statement has its row, once: %s', (question, parts) => {
  const numbers = parts.flatMap((count, index) => [
    `${index + 1}`,
    ...Array.from({ length: count }, (_, part) => `${index + 1} (${'abcdefghi'[part]})`),
  ]);
  const own = rows.filter((row) => row.question === question);
  expect(own.map(({ number }) => number)).toEqual(numbers);
});

test('there are no other rows', () => {
  expect([...new Set(rows.map(({ question }) => question))]).toEqual(Object.keys(questions));
});

// Whether links and anchors lead anywhere is what `npm run notes` looks at.
test.each(rows)('$question $number: what it names is there', ({ cells }) => {
  const [, taught, shown] = cells;
  expect(cells).toHaveLength(4);
  expect(taught).toMatch(/^\[[^\]]+\]\([\w./-]+\.md#[^)]+\)/);
  const tests = [...shown!.matchAll(/\]\(([^)]+\.test\.ts)\) `([^`]+)`/g)];
  expect(tests).toHaveLength(shown!.split('.test.ts)').length - 1);
  if (tests.length === 0) expect(shown).toMatch(/^no test: \S/);
  for (const [, file, name] of tests) {
    const isThere = hasTest(path.join(notes, file!), name!);
    expect({ file, name, isThere }).toEqual({ file, name, isThere: true });
  }
});

describe('a test is found by its name', () => {
  const lab = (file: string) => path.join(notes, '..', 'labs', '07-concurrency-hazards', file);
  const failed = lab('test/step-1-failed.test.ts');

  test.each([
    ['Ann has another balance than 30, because the database fails once', true],
    ['Ann has another balance than 30, because ${has}', true],
    ['Ann has another balance than 30, because two copies are at work', false],
    ['Ann has another balance than 31, because the database fails once', false],
    ['an attack of as few moves as it takes', false],
  ])('%s: %s', (name, is) => expect(hasTest(failed, name)).toBe(is));

  test('and a group of tests is none', () =>
    expect(hasTest(lab('test/step-5-processes.test.ts'), 'failed')).toBe(false));
});
