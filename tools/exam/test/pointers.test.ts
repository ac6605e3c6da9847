import fs from 'node:fs';
import path from 'node:path';
import { listLabs } from '../src/lab';
import { deadPointers } from '../src/proof/pointers';

const root = path.join(__dirname, '../../..');

/** Most findings are never seen by a proof: what stands in a test is read here. */
test.each(listLabs(root))('$name sends its reader to notes and headings that are there', (lab) => {
  const folder = path.join(lab.folder, 'test');
  const tests = fs
    .readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
  const whole = tests.join('\n').replace(/\\"/g, '"');
  // A heading that is put together while the test runs is seen by the proofs that are told it.
  const dead = deadPointers(whole, lab).filter((pointer) => !pointer.includes('${'));
  expect(dead).toEqual([]);
});
