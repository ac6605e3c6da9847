import { ServerProcess } from '@workbook/broker/process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Metrics } from '../client/workloads';
import { ClientProcess } from './client-process';
import { rssOf } from './rss';
import type { Row, Scenario } from './scenarios';
import { type ServerName, type ServerUnderTest, takesPart } from './servers';

const MIB = 1024 * 1024;

export type Values = Readonly<Record<ServerName, readonly number[]>>;

/** One row of the table with all that was measured for it. */
export interface MeasuredRow extends Row {
  readonly client: Scenario['client'];
  readonly store: string;
  readonly values: Values;
}

export interface Results {
  readonly rounds: number;
  readonly rows: readonly MeasuredRow[];
  /** Milliseconds, of every start of the run, by the name of the store. */
  readonly startUp: ReadonlyMap<string, Values>;
  /** What each server said when it started. */
  readonly logs: Readonly<Record<ServerName, string>>;
}

type Clients = Readonly<Record<Scenario['client'], ClientProcess>>;

interface Measurement {
  readonly scenario: Scenario;
  readonly server: ServerUnderTest;
  readonly startUp: number;
  readonly log: string;
  readonly metrics: Metrics & { readonly rss?: number };
}

/**
 * Measures every scenario on every server, `rounds` times, each time on a fresh process.
 *
 * @param progress told before each measurement what comes
 */
export async function run(
  scenarios: readonly Scenario[],
  servers: readonly ServerUnderTest[],
  rounds: number,
  progress: (what: string) => void,
): Promise<Results> {
  const clients = { raw: new ClientProcess(), npm: new ClientProcess() };
  const measurements: Measurement[] = [];
  try {
    for (const { round, scenario, server } of plan(scenarios, servers, rounds)) {
      const { client, workload, amount } = scenario;
      progress(`${round}/${rounds} ${client} ${workload} ${amount.size} B on ${server.name}`);
      measurements.push(await measure(scenario, server, clients));
    }
  } finally {
    for (const client of Object.values(clients)) client.stop();
  }
  return {
    rounds,
    rows: scenarios.flatMap((scenario) => rowsOf(scenario, measurements)),
    startUp: startUps(measurements),
    logs: {
      embedded: logOf('embedded', measurements),
      real: logOf('real', measurements),
      sink: logOf('sink', measurements),
    },
  };
}

/**
 * The servers in turn, and the other way round in every other round: so that what else the machine
 * does meanwhile happens to all of them.
 */
function* plan(
  scenarios: readonly Scenario[],
  servers: readonly ServerUnderTest[],
  rounds: number,
): Generator<{ round: number; scenario: Scenario; server: ServerUnderTest }> {
  for (let round = 1; round <= rounds; round++) {
    const order = round % 2 === 1 ? servers : [...servers].reverse();
    for (const scenario of scenarios) {
      for (const server of order) {
        if (takesPart(server, scenario)) yield { round, scenario, server };
      }
    }
  }
}

async function measure(
  scenario: Scenario,
  server: ServerUnderTest,
  clients: Clients,
): Promise<Measurement> {
  const { client, workload, amount, store } = scenario;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const address = ['-a', '127.0.0.1', '-p', '-1'];
  const start = performance.now();
  const running = new ServerProcess(server.command, [...store.flags(folder), ...address]);
  try {
    await running.ready();
    const startUp = performance.now() - start;
    const { stderr: log, url, pid } = running;
    const metrics = await clients[client].perform({ client, workload, amount, url });
    const rss = await rssOf(pid);
    const memory = rss === undefined ? {} : { rss: rss / MIB };
    return { scenario, server, startUp, log, metrics: { ...metrics, ...memory } };
  } finally {
    await running.end('SIGKILL');
    fs.rmSync(folder, { recursive: true });
  }
}

function rowsOf(scenario: Scenario, measurements: readonly Measurement[]): MeasuredRow[] {
  const own = measurements.filter((measurement) => measurement.scenario === scenario);
  return scenario.rows.map((row) => ({
    ...row,
    client: scenario.client,
    store: scenario.store.name,
    values: byServer(own, ({ metrics }) => metrics[row.metric]),
  }));
}

function startUps(measurements: readonly Measurement[]): Results['startUp'] {
  const names = new Set(measurements.map(({ scenario }) => scenario.store.name));
  const of = (name: string): Values =>
    byServer(
      measurements.filter(({ scenario }) => scenario.store.name === name),
      ({ startUp }) => startUp,
    );
  return new Map([...names].map((name) => [name, of(name)]));
}

function byServer(
  measurements: readonly Measurement[],
  value: (measurement: Measurement) => number | undefined,
): Values {
  const of = (name: ServerName): number[] =>
    measurements
      .filter(({ server }) => server.name === name)
      .map(value)
      .filter((each) => each !== undefined);
  return { embedded: of('embedded'), real: of('real'), sink: of('sink') };
}

function logOf(name: ServerName, measurements: readonly Measurement[]): string {
  return measurements.find(({ server }) => server.name === name)?.log ?? '';
}
