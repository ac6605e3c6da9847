import type { ClientKind } from '../client/worker';
import type { Amount, WorkloadName } from '../client/workloads';

/** What a row of the table shows of a measurement. */
export type MetricName = 'perSecond' | 'p50' | 'p99' | 'rss';

export interface Row {
  readonly metric: MetricName;
  readonly title: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** The ratio to the real server that is wanted. */
  readonly target: number;
}

/** Where a server keeps its messages. */
export interface Store {
  readonly name: string;
  /** What tells the server so; `folder` is empty, and removed afterwards. */
  flags(folder: string): readonly string[];
}

export interface Scenario {
  readonly client: ClientKind;
  readonly store: Store;
  readonly workload: WorkloadName;
  readonly amount: Amount;
  readonly rows: readonly Row[];
}

export const MEMORY: Store = { name: 'memory', flags: () => [] };
export const FILE: Store = { name: 'file', flags: (folder) => ['-st', 'FILE', '-dir', folder] };

const throughput = (title: string, target = 1): Row => ({
  metric: 'perSecond',
  title,
  unit: 'messages/s',
  better: 'more',
  target,
});

const latency = (target: number): Row[] => [
  { metric: 'p50', title: 'publish one at a time, p50', unit: 'µs', better: 'less', target },
  { metric: 'p99', title: 'publish one at a time, p99', unit: 'µs', better: 'less', target },
];

const memory: Row = {
  metric: 'rss',
  title: 'memory with 1,000,000 messages of 128 B',
  unit: 'MiB',
  better: 'less',
  target: 0.7,
};

/** The default limits of a channel keep exactly this many. */
const MOST_STORED = 1_000_000;

const titles = {
  small: 'publish 128 B, async',
  large: 'publish 4 KiB, async',
  live: 'deliver a live stream',
  replay: 'replay stored messages',
  fanOut: 'fan out to 50 subscriptions',
  group: 'a queue group of 10',
};

type By = (
  client: ClientKind,
  workload: WorkloadName,
  amount: readonly [size: number, count: number, warmUp: number],
  ...rows: Row[]
) => Scenario;

const by =
  (store: Store): By =>
  (client, workload, [size, count, warmUp], ...rows) => ({
    client,
    store,
    workload,
    amount: { size, count, warmUp },
    rows,
  });

/** Everything that is measured. */
export function allScenarios(): Scenario[] {
  return [...scenariosInMemory(by(MEMORY)), ...scenariosOnDisk(by(FILE))];
}

function scenariosInMemory(by: By): Scenario[] {
  const warm = 100_000;
  return [
    by('raw', 'publish', [128, MOST_STORED - warm, warm], throughput(titles.small), memory),
    by('raw', 'publish', [4096, 20_000, 5_000], throughput(titles.large)),
    by('raw', 'latency', [128, 5_000, 10_000], ...latency(0.7)),
    by('raw', 'live', [128, 100_000, 30_000], throughput(titles.live)),
    by('raw', 'replay', [128, 100_000, 30_000], throughput(titles.replay, 1.5)),
    by('raw', 'fanOut', [128, 3_000, 1_000], throughput(titles.fanOut)),
    by('raw', 'group', [128, 100_000, 30_000], throughput(titles.group)),
    by('npm', 'publish', [128, 40_000, 10_000], throughput(titles.small)),
    by('npm', 'publish', [4096, 10_000, 2_000], throughput(titles.large)),
    by('npm', 'latency', [128, 5_000, 10_000], ...latency(1)),
    by('npm', 'live', [128, 30_000, 10_000], throughput(titles.live)),
    by('npm', 'replay', [128, 100_000, 10_000], throughput(titles.replay)),
    by('npm', 'fanOut', [128, 1_000, 200], throughput(titles.fanOut)),
    by('npm', 'group', [128, 30_000, 10_000], throughput(titles.group)),
  ];
}

/** A disk is slower than either client: what the npm client adds to it is seen in memory. */
function scenariosOnDisk(by: By): Scenario[] {
  return [
    by('raw', 'publish', [128, 200_000, 50_000], throughput(titles.small)),
    by('raw', 'publish', [4096, 20_000, 5_000], throughput(titles.large)),
    by('raw', 'latency', [128, 5_000, 10_000], ...latency(0.7)),
    by('raw', 'live', [128, 100_000, 30_000], throughput(titles.live)),
    by('raw', 'replay', [128, 100_000, 30_000], throughput(titles.replay, 1.5)),
    by('raw', 'fanOut', [128, 3_000, 1_000], throughput(titles.fanOut)),
    by('raw', 'group', [128, 100_000, 30_000], throughput(titles.group)),
  ];
}

const QUICK_SHARE = 10;

/** The same with a tenth of the messages. Its memory is that of what it stores: the row is left out. */
export function quick(scenario: Scenario): Scenario {
  const { size, count, warmUp } = scenario.amount;
  return {
    ...scenario,
    amount: { size, count: count / QUICK_SHARE, warmUp: warmUp / QUICK_SHARE },
    rows: scenario.rows.filter(({ metric }) => metric !== 'rss'),
  };
}
