import { goVersion, type Machine, serverVersion } from './run/machine';
import type { MeasuredRow, Results, Values } from './run/run';
import { median } from './percentile';

/** Milliseconds that the embedded server may take to be ready. */
const START_UP_TARGET_MS = 200;

/** The medians of one row; undefined where nothing was measured. */
interface Line {
  readonly title: string;
  readonly client: string;
  readonly store: string;
  readonly unit: string;
  readonly embedded: number | undefined;
  readonly real: number | undefined;
  /** The embedded server's to the real one's. */
  readonly ratio: number | undefined;
  readonly target: string;
  /** Undefined without a real server. */
  readonly reached: boolean | undefined;
  /** What the generator does on a server that does nothing. */
  readonly generator: number | undefined;
}

export interface Report {
  readonly machine: Machine;
  readonly embeddedVersion: string | undefined;
  readonly realVersion: string | undefined;
  readonly go: string | undefined;
  readonly rounds: number;
  readonly lines: readonly Line[];
}

export function reportOf(results: Results, machine: Machine): Report {
  return {
    machine,
    embeddedVersion: serverVersion(results.logs.embedded),
    realVersion: serverVersion(results.logs.real),
    go: goVersion(results.logs.real),
    rounds: results.rounds,
    lines: [...results.rows.map(lineOf), ...[...results.startUp].map(startUpLine)],
  };
}

/** For the terminal. */
export function printed({ lines }: Report): string {
  const table = [HEADINGS, ...lines.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** For the repository. */
export function written(report: Report): string {
  const { machine, lines, rounds } = report;
  const judged = lines.filter(({ reached }) => reached !== undefined);
  const good = judged.filter(({ reached }) => reached).length;
  return [
    '# Benchmarks',
    '',
    'Made by `npm run bench -- --server PATH`: the embedded server and the real one in turn, each time as a',
    `fresh process on 127.0.0.1, measured by the same clients. Medians of ${rounds}; a ratio is the embedded`,
    "server's figure by the real one's, so above 1 is better for messages per second and below 1 for time and",
    `memory. Targets reached: ${good} of ${judged.length}.`,
    '',
    `- Machine: ${machine.cores} cores of ${machine.processor}, ${machine.memoryGiB} GiB, ${machine.system}; the client and the server share it`,
    `- Embedded: compatible with ${report.embeddedVersion ?? '?'}, on Node ${machine.node}`,
    `- Real: NATS Streaming Server ${report.realVersion ?? '?'}, built with ${report.go ?? '?'}`,
    '',
    `| ${HEADINGS.join(' | ')} |`,
    `| ${HEADINGS.map(() => '---').join(' | ')} |`,
    ...lines.map((line) => `| ${cells(line).join(' | ')} |`),
    '',
    '## How it is measured',
    '',
    '- `npm` is node-nats-streaming 0.3.2, the client of the labs. `raw` is a generator on bare sockets in its',
    '  own process: publishes are made beforehand and written in large chunks, acks and messages are counted',
    '  by stepping over them, and nothing is decoded.',
    '- `generator` is what the raw generator reaches with a server that does nothing: it counts what comes and',
    '  answers with the same bytes again and again. The generator may hold back a server that comes near it;',
    '  it does not hold back one that is far below.',
    '- At most 4096 publishes wait for their ack; a subscription has a window of 1024 and acknowledges all it',
    '  gets. Each copy in the fan-out and the queue group has a connection of its own. Deliveries are counted',
    '  where they arrive: a message to 50 subscriptions counts 50 times.',
    '- Every measurement begins with a warm-up on the same process. Memory is the resident set when the last',
    '  of 1,000,000 messages is acknowledged. Start-up is from the start of the process to "Streaming Server',
    '  is ready", over all starts of the run.',
    '- `file` is `-st FILE` on an empty folder. Both servers bring a message to the disk before they',
    '  acknowledge it, and those that come together with one sync.',
    '',
  ].join('\n');
}

const HEADINGS = [
  'measured',
  'client',
  'store',
  'unit',
  'embedded',
  'real',
  'ratio',
  'target',
  'reached',
  'generator',
];

function lineOf({ title, client, store, unit, better, target, values }: MeasuredRow): Line {
  const { embedded, real, sink: generator } = medians(values);
  const ratio = embedded === undefined || real === undefined ? undefined : embedded / real;
  const reached =
    ratio === undefined ? undefined : better === 'more' ? ratio >= target : ratio <= target;
  const wanted = `${better === 'more' ? '≥' : '≤'} ${target.toFixed(1)}`;
  return { title, client, store, unit, embedded, real, ratio, target: wanted, reached, generator };
}

function startUpLine([store, values]: [string, Values]): Line {
  const { embedded, real } = medians(values);
  return {
    title: 'start-up',
    client: '-',
    store,
    unit: 'ms',
    embedded,
    real,
    ratio: embedded === undefined || real === undefined ? undefined : embedded / real,
    target: `≤ ${START_UP_TARGET_MS} ms`,
    reached: embedded === undefined ? undefined : embedded <= START_UP_TARGET_MS,
    generator: undefined,
  };
}

function medians({ embedded, real, sink }: Values): Partial<Record<keyof Values, number>> {
  const of = (values: readonly number[]): number | undefined =>
    values.length === 0 ? undefined : median(values);
  const found = { embedded: of(embedded), real: of(real), sink: of(sink) };
  return found as Partial<Record<keyof Values, number>>;
}

function cells(line: Line): string[] {
  const { title, client, store, unit, embedded, real, ratio, target, reached, generator } = line;
  const mark = reached === undefined ? '-' : reached ? 'yes' : 'no';
  return [
    title,
    client,
    store,
    unit,
    figure(embedded),
    figure(real),
    ratio?.toFixed(2) ?? '-',
    target,
    mark,
    figure(generator),
  ];
}

function figure(value: number | undefined): string {
  return value === undefined ? '-' : Math.round(value).toLocaleString('en-US');
}
