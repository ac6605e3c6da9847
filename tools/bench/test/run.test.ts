import { run } from '../src/run/run';
import { allScenarios, MEMORY, quick, type Scenario } from '../src/run/scenarios';
import { serversFor } from '../src/run/servers';

// After `npm ci` nothing is compiled: then the first start of each process takes seconds.
jest.setTimeout(60_000);

const [embedded, sink] = serversFor(undefined);
const amount = { size: 16, count: 300, warmUp: 10 };

/** The rows of the first scenario, about a workload that takes no time. */
function small(client: Scenario['client']): Scenario {
  return { client, store: MEMORY, workload: 'live', amount, rows: allScenarios()[0]!.rows };
}

test('every scenario is measured on every server in every round', async () => {
  const told: string[] = [];
  const results = await run([small('raw'), small('npm')], [embedded!, sink!], 2, (what) =>
    told.push(what),
  );
  expect(told).toEqual([
    '1/2 raw live 16 B on embedded',
    '1/2 raw live 16 B on sink',
    '1/2 npm live 16 B on embedded',
    '2/2 raw live 16 B on sink',
    '2/2 raw live 16 B on embedded',
    '2/2 npm live 16 B on embedded',
  ]);
  expect(
    results.rows.map(({ client, metric, values }) => [
      client,
      metric,
      values.embedded.length,
      values.real.length,
      values.sink.length,
    ]),
  ).toEqual([
    ['raw', 'perSecond', 2, 0, 2],
    ['raw', 'rss', 2, 0, 2],
    ['npm', 'perSecond', 2, 0, 0],
    ['npm', 'rss', 2, 0, 0],
  ]);
  expect(results.startUp.get('memory')?.embedded).toHaveLength(4);
  expect(results.logs.embedded).toContain('version 0.25.6');
});

test('the memory of less than a million messages is not shown as that of a million', () => {
  const metrics = allScenarios()
    .map(quick)
    .flatMap(({ rows }) => rows.map((row) => row.metric));
  expect(metrics).not.toContain('rss');
  expect(metrics).toContain('perSecond');
});
