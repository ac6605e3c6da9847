import { differences } from './differences';
import type { StatementTest } from './run';
import { statements } from './statements';

/** `yes` if all its tests pass, `no` if one does not, `-` if it has none. */
type Mark = 'yes' | 'no' | '-';

interface Row {
  readonly number: number;
  readonly statement: string;
  readonly real: Mark;
  readonly embedded: Mark;
}

export interface Table {
  readonly rows: readonly Row[];
  /** Tests on all servers. */
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

/** @param real undefined if there was no real server */
export function judge(
  embedded: readonly StatementTest[],
  real: readonly StatementTest[] | undefined,
): Table {
  const rows = statements.map((statement, index) => ({
    number: index + 1,
    statement,
    real: markOf(index + 1, real ?? []),
    embedded: markOf(index + 1, embedded),
  }));
  const failures = [
    ...embedded.filter((test) => !test.passed).map((test) => `embedded: ${test.name}`),
    ...(real ?? []).filter((test) => !test.passed).map((test) => `real: ${test.name}`),
  ];
  const count = embedded.length + (real?.length ?? 0);
  return { rows, failures, failed: failures.length, passed: count - failures.length };
}

/** For the terminal. */
export function printed({ rows, failures, passed, failed }: Table): string {
  return [
    '      real  embedded',
    ...rows.map(
      ({ number, statement, real, embedded }) =>
        `C${String(number).padEnd(4)} ${real.padEnd(5)} ${embedded.padEnd(9)} ${statement}`,
    ),
    '',
    ...failures,
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}

/** For the repository. */
export function written({ rows, passed, failed }: Table): string {
  const proved = rows.filter((row) => row.real === 'yes' && row.embedded === 'yes').length;
  return [
    '# Conformance',
    '',
    'Made by `npm run conformance -- --server PATH`, with NATS Streaming Server 0.25.6 as the real one.',
    `The same tests ran on both: ${passed} passed, ${failed} failed. ${proved} of ${rows.length} statements hold on both.`,
    'What a server does, section by section, is in [BEHAVIOUR.md](BEHAVIOUR.md).',
    '',
    '| | statement | real | embedded |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ number, statement, real, embedded }) =>
        `| C${number} | ${statement} | ${real} | ${embedded} |`,
    ),
    '',
    '## Known differences',
    '',
    ...differences.map((difference) => `- ${difference}`),
    '',
  ].join('\n');
}

function markOf(number: number, tests: readonly StatementTest[]): Mark {
  const own = tests.filter((test) => test.statement === number);
  if (own.length === 0) return '-';
  return own.every((test) => test.passed) ? 'yes' : 'no';
}
