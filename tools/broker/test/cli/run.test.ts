import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const RUN = path.resolve(__dirname, '..', '..', '..', 'run.cjs');
let folder: string;

beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'run-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(folder, name), text);
}

test('what an index passes on is a value: a getter would be asked at every use', () => {
  write('one.ts', 'export const one: number = 1;\n');
  write('two.ts', 'export const two: number = 2;\n');
  write('index.ts', "export * from './one';\nexport { two } from './two';\n");
  write(
    'main.ts',
    "import * as room from './index';\nconsole.log(JSON.stringify(Object.getOwnPropertyDescriptors(room)));\n",
  );
  const script = `require(${JSON.stringify(RUN)})(${JSON.stringify(path.join(folder, 'main.ts'))})`;
  const out = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const { one, two } = JSON.parse(out) as Record<string, PropertyDescriptor>;
  expect([one?.value, two?.value]).toEqual([1, 2]);
});
