import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Command } from '@workbook/command';
import { command } from './command';

const DOOR = path.join(__dirname, '..', '..', '..', 'door.cjs');

/** `workbook lint`, and what else is other programs one after the other: the first that fails is the last. */
export const inTurn: readonly Command[] = [
  of('lint', 'Looks for what eslint, dependency-cruiser and prettier find', [
    ['eslint', '.'],
    ['depcruise', '-T', 'err-long', 'labs', 'solutions', 'tools'],
    ['prettier', '--check', '--log-level', 'warn', '.'],
  ]),
  of('format', 'Mends what eslint and prettier can mend', [
    ['eslint', '--fix', '.'],
    ['prettier', '--write', '--log-level', 'warn', '.'],
  ]),
  of('types', 'Checks the types of everything', [['tsc', '-p', '.']]),
  of('pictures', 'Plays the situations of the tests on the broker, and draws their pictures', [
    ['workbook-situations'],
    ['workbook-pictures'],
  ]),
];

function of(
  name: string,
  summary: string,
  programs: readonly (readonly [string, ...string[]])[],
): Command {
  return command({
    name,
    summary,
    usage: `npm run ${name}`,
    options: {},
    run({ root }) {
      for (const program of programs) {
        const { status } = spawnSync(process.execPath, [DOOR, ...program], {
          cwd: root,
          stdio: 'inherit',
        });
        if (status !== 0) return Promise.resolve(status ?? 1);
      }
      return Promise.resolve(0);
    },
  });
}
