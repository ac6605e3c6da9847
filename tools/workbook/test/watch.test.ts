import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { runFile } from '@workbook/testkit/kept-run';

const lab = path.resolve(__dirname, '..', '..', '..', 'labs', '03-queue-groups');

/** As jest itself reads the settings of a lab. */
function watchIgnores(): RegExp[] {
  const jest = require.resolve('jest/bin/jest');
  const text = execFileSync(process.execPath, [jest, '--showConfig'], {
    cwd: lab,
    encoding: 'utf8',
  });
  const { configs } = JSON.parse(text) as { configs: { watchPathIgnorePatterns: string[] }[] };
  return configs[0]!.watchPathIgnorePatterns.map((pattern) => new RegExp(pattern));
}

test('the runs that a test keeps are no reason to run it again: `npm run watch` would never rest', () => {
  const ignores = watchIgnores();
  const isIgnored = (file: string): boolean => ignores.some((pattern) => pattern.test(file));
  expect(isIgnored(runFile(path.join(lab, 'test', 'step-1-two-copies.test.ts'), 'shared'))).toBe(
    true,
  );
  expect(isIgnored(path.join(lab, 'src', 'payments.ts'))).toBe(false);
});
