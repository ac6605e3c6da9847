import { printed, reportOf, written } from '../src/report';
import type { MeasuredRow, Results } from '../src/run/run';

const machine = {
  system: 'Linux x64',
  cores: 2,
  processor: 'Some',
  memoryGiB: 24,
  node: 'v20.0.0',
};

function row(title: string, more: Partial<MeasuredRow>): MeasuredRow {
  return {
    title,
    client: 'raw',
    store: 'memory',
    metric: 'perSecond',
    unit: 'messages/s',
    better: 'more',
    target: 1,
    values: { embedded: [], real: [], sink: [] },
    ...more,
  };
}

const results: Results = {
  rounds: 3,
  rows: [
    row('faster', { values: { embedded: [90, 3000, 100], real: [80, 50, 40], sink: [1e6] } }),
    row('slower', { target: 1.5, values: { embedded: [60], real: [50], sink: [] } }),
    row('sooner', {
      better: 'less',
      unit: 'µs',
      target: 0.7,
      values: { embedded: [70], real: [100], sink: [] },
    }),
    row('alone', { values: { embedded: [5], real: [], sink: [] } }),
  ],
  startUp: new Map([['memory', { embedded: [201, 202, 203], real: [10], sink: [] }]]),
  logs: {
    embedded: '[INF] STREAM: Starting nats-streaming-server[test-cluster] version 0.25.6\n',
    real: '[INF] STREAM: Starting nats-streaming-server[test-cluster] version 0.25.6\n[INF] STREAM: Go version: go1.21.0\n',
    sink: '',
  },
};
const report = reportOf(results, machine);

test('a row has medians, their ratio, and whether it is as wanted', () => {
  expect(
    report.lines.map(({ title, embedded, real, ratio, reached }) => [
      title,
      embedded,
      real,
      ratio,
      reached,
    ]),
  ).toEqual([
    ['faster', 100, 50, 2, true],
    ['slower', 60, 50, 1.2, false],
    ['sooner', 70, 100, 0.7, true],
    ['alone', 5, undefined, undefined, undefined],
    ['start-up', 202, 10, 20.2, false],
  ]);
});

test('the page says what machine and which versions they were', () => {
  const page = written(report);
  expect(page).toContain('Machine: 2 cores of Some, 24 GiB, Linux x64');
  expect(page).toContain('NATS Streaming Server 0.25.6, built with go1.21.0');
  expect(page).toContain('Targets reached: 2 of 4.');
  expect(page).toContain(
    '| faster | raw | memory | messages/s | 100 | 50 | 2.00 | ≥ 1.0 | yes | 1,000,000 |',
  );
});

test('in the terminal what was not measured is a dash', () => {
  const alone = printed(report)
    .split('\n')
    .find((line) => line.startsWith('alone'));
  expect(alone?.split(/\s+/)).toEqual([
    'alone',
    'raw',
    'memory',
    'messages/s',
    '5',
    '-',
    '-',
    '≥',
    '1.0',
    '-',
    '-',
  ]);
});
