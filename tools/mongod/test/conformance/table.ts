import { isDeepStrictEqual } from 'node:util';
import { refused } from '../../src/commands/refused';
import { DIFFERENCES } from './differences';
import type { Seen } from './hold';
import type { Statement } from './statement';
import { SECTIONS, STATEMENTS } from './statements';

/** `differs` is a `no` that is expected of the second server. */
type Mark = 'yes' | 'no' | 'differs' | 'not run';

/** What was seen on each server; undefined: it did not run. */
export interface Columns {
  readonly embedded: Seen;
  readonly second: Seen | undefined;
  readonly real: Seen | undefined;
}

interface Judged {
  readonly statement: Statement;
  readonly marks: Readonly<Record<keyof Columns, Mark>>;
}

export interface Table {
  readonly rows: readonly Judged[];
  /** On all servers that ran; a difference that is known is passed. */
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

const NAMES = ['embedded', 'second', 'real'] as const;

export function judge(columns: Columns): Table {
  const rows = STATEMENTS.map((statement) => ({
    statement,
    marks: {
      embedded: markOf(statement, columns.embedded, false),
      second: markOf(statement, columns.second, DIFFERENCES.has(statement.id)),
      real: markOf(statement, columns.real, false),
    },
  }));
  const failures = NAMES.flatMap((name) =>
    rows
      .filter(({ marks }) => marks[name] === 'no')
      .map(({ statement }) => failure(name, statement, columns[name]!)),
  );
  const ran = NAMES.filter((name) => columns[name] !== undefined).length;
  const count = ran * rows.length;
  return { rows, failures, failed: failures.length, passed: count - failures.length };
}

/** A difference that is no longer there is a `no`: the list has to say what is so. */
function markOf({ id, expected }: Statement, seen: Seen | undefined, differs: boolean): Mark {
  if (!seen) return 'not run';
  const holds = isDeepStrictEqual(seen.get(id), expected);
  if (differs) return holds ? 'no' : 'differs';
  return holds ? 'yes' : 'no';
}

function failure(server: string, { id, says, expected }: Statement, seen: Seen): string {
  if (isDeepStrictEqual(seen.get(id), expected))
    return `${server}: ${id} ${says}\n    holds, and is listed as a difference in tools/mongod/test/conformance/differences.ts`;
  return `${server}: ${id} ${says}\n    expected  ${JSON.stringify(expected)}\n    seen      ${JSON.stringify(seen.get(id))}`;
}

/** For the terminal. */
export function printed({ failures, passed, failed }: Table): string {
  return [...failures, `${passed} passed, ${failed} failed`].join('\n');
}

/** For the repository. @param version of the real mongod; undefined if there was none */
export function written({ rows }: Table, version?: string): string {
  const of = new Map(rows.map((row) => [row.statement, row.marks]));
  return [
    '# Conformance',
    '',
    'Made by `npm run conformance:mongod`: what a mongod 7.0 that stands alone does, by the manual, the specifications of',
    'drivers and the source of the server, and which servers do it. The second server is SecantusDB 0.7.0b3, which is',
    'the work of others, and a beta. No registry has a real mongod: where its column says "not run", nobody has held one',
    'against the statements yet. Each stands in `test/conformance/statements`, with where it is written.',
    '',
    ...NAMES.map((name) => `- ${TITLES[name]}: ${sumOf(rows.map(({ marks }) => marks[name]))}`),
    ...(version === undefined ? [] : ['', `The real mongod was ${version}.`]),
    '',
    ...[...SECTIONS].flatMap(([title, statements]) => [
      `## ${title}`,
      '',
      '| | statement | embedded | second server | real mongod |',
      '| --- | --- | --- | --- | --- |',
      ...statements.map((statement) => {
        const marks = of.get(statement)!;
        return `| ${statement.id} | ${statement.says} | ${marks.embedded} | ${marks.second} | ${marks.real} |`;
      }),
      '',
    ]),
    '## Known differences of the second server',
    '',
    ...[...DIFFERENCES].map(([id, reason]) => `- ${id}: it ${reason}.`),
    '',
    '## What the embedded one refuses',
    '',
    'What a mongod does and the embedded one does not is answered with error 238, `NotImplemented`, and a text that names it,',
    'so that nobody takes it for done: options, operators and stages, and these commands.',
    '',
    Object.keys(refused)
      .map((name) => `\`${name}\``)
      .sort()
      .join(', '),
    '',
  ].join('\n');
}

const TITLES = { embedded: 'embedded', second: 'second server', real: 'real mongod' } as const;

function sumOf(marks: readonly Mark[]): string {
  const count = (mark: Mark): number => marks.filter((each) => each === mark).length;
  if (count('not run') === marks.length) return 'not run';
  const sums = [`${count('yes')} of ${marks.length} hold`];
  if (count('differs') > 0) sums.push(`${count('differs')} are known to differ`);
  if (count('no') > 0) sums.push(`${count('no')} do not`);
  return sums.join(', ');
}
