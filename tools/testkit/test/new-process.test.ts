import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asInNewProcess } from '../src/new-process';

let folder: string;

beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-process-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

interface Counter {
  readonly count: () => number;
}

function write(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, Object.keys(files)[0]!);
}

test('each has variables of its own, also in what its file imports', () => {
  const file = write({
    'service.ts': `import { next } from './numbers';\nexport const count = (): number => next();\n`,
    'numbers.ts': `let last = 0;\nexport const next = (): number => ++last;\n`,
  });
  const [one, other] = [asInNewProcess(file), asInNewProcess(file)] as [Counter, Counter];
  expect([one.count(), one.count(), other.count()]).toEqual([1, 2, 1]);
});

test('two files of one process share a third, and may import each other', () => {
  const file = write({
    'service.ts': `import { next } from './numbers';\nimport { more } from './more';\nexport const own = 2;\nexport const count = (): number => next() + more();\n`,
    'more.ts': `import { next } from './numbers';\nimport { own } from './service';\nexport const more = (): number => own * next();\n`,
    'numbers.ts': `let last = 0;\nexport const next = (): number => ++last;\n`,
  });
  expect((asInNewProcess(file) as Counter).count()).toBe(1 + 2 * 2);
});

test('what is no TypeScript is new as well', () => {
  const file = write({
    'service.ts': `import numbers from './numbers.json';\nexport const count = (): number => ++numbers.last;\n`,
    'numbers.json': '{ "last": 0 }',
  });
  const [one, other] = [asInNewProcess(file), asInNewProcess(file)] as [Counter, Counter];
  expect([one.count(), other.count()]).toEqual([1, 1]);
});

test('packages, and what Node has, are there', () => {
  const file = write({
    'service.ts': `import path from 'node:path';\nexport const count = (): number => path.join('a', 'b').length;\n`,
  });
  expect((asInNewProcess(file) as Counter).count()).toBe(3);
});

test('an error is of the realm of the test, and names the file and the line', () => {
  const file = write({
    'service.ts': `interface Given {\n  readonly last: number;\n}\n\nexport function count(): number {\n  const given: Given | undefined = undefined;\n  return given!.last;\n}\n`,
  });
  let error: unknown;
  try {
    (asInNewProcess(file) as Counter).count();
  } catch (thrown) {
    error = thrown;
  }
  expect(Object.getPrototypeOf(error)).toBe(TypeError.prototype);
  expect((error as Error).stack).toContain(`${file}:7:`);
});
