import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compile } from '../../compile.cjs';

const RUN = path.resolve(__dirname, '..', '..', 'run.cjs');
let folder: string;

beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compile-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(folder, name), text);
}

/** What `main.ts` prints, run as a command is. */
function printed(): string {
  const script = `require(${JSON.stringify(RUN)})(${JSON.stringify(path.join(folder, 'main.ts'))})`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
}

test('what an index passes on changes with what it is', () => {
  write('one.ts', 'export let one = 0;\nexport const count = (): number => ++one;\n');
  write('all.ts', "export * from './one';\n");
  write('index.ts', "export { one, count } from './all';\n");
  write(
    'main.ts',
    "import { count, one } from './index';\ncount();\ncount();\nconsole.log(one);\n",
  );
  expect(printed()).toBe('2\n');
});

test('every line keeps its number', () => {
  write('kind.ts', "export enum Kind {\n  A = 'a',\n}\n");
  write(
    'main.ts',
    [
      'import {',
      '  Kind,',
      "} from './kind';",
      'interface Shape {',
      '  readonly kind: Kind;',
      '}',
      'class Box {',
      '  declare readonly none: Shape;',
      '  constructor(',
      '    private readonly shape: Shape,',
      '  ) {}',
      '  where(): string {',
      '    return `${this.shape.kind} ${/main.ts:(\\d+)/.exec(new Error().stack!)?.[1]}`;',
      '  }',
      '}',
      'console.log(new Box({ kind: Kind.A }).where());\n',
    ].join('\n'),
  );
  expect(printed()).toBe('a 13\n');
});

test.each([
  [
    'no TypeScript',
    'const a = 1;\nconst b = (;\nconst c = 3;\n',
    'Expression expected\n\n1 | const a = 1;\n2 | const b = (;\n  :            ^\n3 | const c = 3;\n    at /src/b.ts:2:12',
  ],
  [
    'no end',
    'if (process) {\n',
    "'}' expected\n\n1 | if (process) {\n  :               ^\n    at /src/b.ts:1:15",
  ],
  [
    'no JavaScript',
    'const a = 1;\nconst a = 2;\n',
    "Identifier 'a' has already been declared\n\n1 | const a = 1;\n2 | const a = 2;\n    at /src/b.ts:2:1",
  ],
  [
    'a namespace',
    'export namespace Name {\n}\n',
    'A namespace cannot be run: export what is in it\n\n1 | export namespace Name {\n  : ^\n2 | }\n    at /src/b.ts:1:1',
  ],
])('%s is refused with its place and the lines around it', (_what, source, told) => {
  let stack: string | undefined;
  try {
    compile(source, '/src/b.ts');
  } catch (error) {
    ({ stack } = error as Error);
  }
  expect(stack).toBe(told);
});
