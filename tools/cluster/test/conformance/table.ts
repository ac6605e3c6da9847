import { isDeepStrictEqual } from 'node:util';
import type { Answers } from './hold';
import { SECTIONS } from './rows';

/** `yes` if the answer is the one that is expected, `no` if it is another, `-` if nobody was asked. */
type Mark = 'yes' | 'no' | '-';

interface Judged {
  readonly name: string;
  readonly pocket: Mark;
  readonly real: Mark;
}

export interface Table {
  readonly sections: ReadonlyMap<string, readonly Judged[]>;
  /** Answers of all servers. */
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

/**
 * @param expected what the real server answered when the table was made
 * @param real undefined if there was no real server
 */
export function judge(expected: Answers, pocket: Answers, real: Answers | undefined): Table {
  const markOf = (name: string, answers: Answers | undefined): Mark => {
    if (!answers) return '-';
    return isDeepStrictEqual(answers.get(name), expected.get(name)) ? 'yes' : 'no';
  };
  const sections = new Map(
    [...SECTIONS].map(([title, rows]) => [
      title,
      rows.map(({ name }) => ({ name, pocket: markOf(name, pocket), real: markOf(name, real) })),
    ]),
  );
  const rows = [...sections.values()].flat();
  const wrong = (server: 'pocket' | 'real', answers: Answers | undefined): string[] =>
    rows
      .filter((row) => row[server] === 'no')
      .map(({ name }) => difference(server, name, expected.get(name), answers?.get(name)));
  const failures = [...wrong('pocket', pocket), ...wrong('real', real)];
  const count = rows.length * (real ? 2 : 1);
  return { sections, failures, failed: failures.length, passed: count - failures.length };
}

function difference(server: string, name: string, expected: unknown, answer: unknown): string {
  return `${server}: ${name}\n    expected  ${JSON.stringify(expected)}\n    answered  ${JSON.stringify(answer)}`;
}

/** For the terminal: what is not as expected, and how many are. */
export function printed({ failures, passed, failed }: Table): string {
  return [...failures, `${passed} passed, ${failed} failed`].join('\n');
}

/** What the two servers are known to differ in, and no row asks for. */
const KNOWN: readonly string[] = [
  'Only JSON is read and written. YAML and protobuf are not, so whoever accepts nothing else gets a 406.',
  'Server-side apply is refused with a 415, whose message names the three types of patches that there are.',
  'A field that no kind has is kept. The real server leaves it out with a warning, or refuses it if `fieldValidation` is `Strict`.',
  'Checked are the fields that the pocket cluster goes by: names, labels, replicas, selectors, containers, images, ports. The real server checks all.',
  'Selectors of deployments and replica sets are `matchLabels`; `matchExpressions` are not understood.',
  'What is wrong with a body that is no JSON is told in the words of another parser, unless it ends too soon.',
  'A list that is continued goes on in the list as it is by then, not as it was when its first page was read.',
  '`sinceSeconds` and `limitBytes` of a log are read, but nothing is left out for them.',
  'Discovery of all groups in one answer is not offered, and OpenAPI is empty; kubectl asks for them, and does without.',
  'A watch that begins with all that is there ends that with a bookmark. The real server does so too, if its etcd can tell how far a watch has come; those of Debian and PyPI cannot.',
  'Controllers, a scheduler and pods that are brokers are only here. The node of the real one is kwok, which never ends its half of a forwarded connection: which frames end one is not compared.',
];

/** For the repository. */
export function written({ sections }: Table, versions: string): string {
  const rows = [...sections.values()].flat();
  const both = rows.filter(({ pocket, real }) => pocket === 'yes' && real === 'yes').length;
  return [
    '# Conformance',
    '',
    `Made by \`npm run conformance:cluster -- --real\`, with ${versions}.`,
    `The same ${rows.length} requests went to both: ${both} of the answers are the same.`,
    'What each answer is stands in [answers.json](test/conformance/answers.json), and the requests in `test/conformance/rows`.',
    '',
    'Answers are compared as a whole, failures to the byte. A word takes the place of what differs at every start: uids,',
    'resource versions, times, addresses, and the place at which a list continues. Left out are `managedFields`; what a',
    'controller or a kubelet writes, status and revision; the words of a failure where its row is marked as brief; of a',
    'list or a table, what its row is not about; of a watch, changes of the status alone; of a forward, why a port could',
    'not be reached, how bytes were cut into messages, and whether a GOAWAY came before the connection was closed.',
    '',
    ...[...sections].flatMap(([title, judged]) => [
      `## ${title}`,
      '',
      '| row | pocket | real |',
      '| --- | --- | --- |',
      ...judged.map(({ name, pocket, real }) => `| ${escaped(name)} | ${pocket} | ${real} |`),
      '',
    ]),
    '## Known differences',
    '',
    ...KNOWN.map((difference) => `- ${difference}`),
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[|\\*_<>`]/g, '\\$&');
}
