import { execFileSync } from 'node:child_process';
import path from 'node:path';

const MOMENT = path.join(__dirname, 'fixtures', 'moment.cjs');

test.each([
  ['afterSignals', 'signal bytes'],
  ['atOnce', 'bytes signal'],
])('%s: a signal that was there before bytes', (turn, order) => {
  expect(execFileSync(process.execPath, [MOMENT, turn], { encoding: 'utf8' }).trim()).toBe(order);
});
