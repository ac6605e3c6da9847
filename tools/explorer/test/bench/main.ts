import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { command, runCommand } from '@workbook/command';
import type { FaultLimits } from '../../src';
import type { AnyWorld } from '../../src/small-world';
import { sweep } from '../../src/sweep';
import { bank, correct } from '../accounts';
import { oneByOne } from '../one-by-one';

const TABLE = path.join(__dirname, '..', '..', 'BENCHMARKS.md');
const ROUNDS = 5;

const worlds: Readonly<Record<string, FaultLimits>> = {
  'nothing goes wrong': {},
  'a crash': { crashes: 1 },
  'a lost ack': { lostAcks: 1 },
  'an early redelivery': { duplicates: 1 },
  'a failure of the database': { failures: 1 },
  'a crash and a failure': { crashes: 1, failures: 1 },
};

/** One world, both ways. */
interface Row {
  readonly name: string;
  readonly schedules: number;
  /** Schedules a second. */
  readonly known: number;
  readonly oneByOne: number;
}

const benchmark = command({
  name: 'bench:explorer',
  summary:
    'Measures how much quicker the explorer is as it knows states that come again; writes the table',
  usage: 'npm run bench:explorer',
  options: {},
  async run() {
    const rows: Row[] = [];
    for (const [name, faults] of Object.entries(worlds)) {
      const row = await measured(name, bank(correct, { faults }) as unknown as AnyWorld);
      process.stdout.write(`${line(row)}\n`);
      rows.push(row);
    }
    writeFileSync(TABLE, page(rows));
    return 0;
  },
});

async function measured(name: string, world: AnyWorld): Promise<Row> {
  const known: number[] = [];
  const slow: number[] = [];
  let schedules = 0;
  for (let round = 0; round < ROUNDS; round++) {
    known.push(await perSecond(async () => (await sweep(world, Infinity))!.tried));
    slow.push(
      await perSecond(async () => {
        schedules = (await oneByOne(world)).tried;
        return schedules;
      }),
    );
  }
  return { name, schedules, known: median(known), oneByOne: median(slow) };
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const schedules = await work();
  return (1000 * schedules) / (performance.now() - start);
}

function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)]!;
}

function line({ name, schedules, known, oneByOne: slow }: Row): string {
  const cells = [schedules, Math.round(known), Math.round(slow)].map((figure) =>
    figure.toLocaleString('en'),
  );
  return `| ${[name, ...cells, (known / slow).toFixed(1)].join(' | ')} |`;
}

function page(rows: readonly Row[]): string {
  return `# Benchmarks

Made by \`npm run bench:explorer\`: every schedule of three numbered events of one account and two copies of a service
that applies number n on n-1. The explorer, which counts what follows on a state that came before, and every schedule
run from its beginning to its end, in turn in one process; schedules a second, medians of ${ROUNDS} rounds.

- Machine: ${cpus().length} cores of ${cpus()[0]?.model.trim()}
- Node ${process.version}

| what may go wrong | schedules | explorer | one by one | ratio |
| --- | --- | --- | --- | --- |
${rows.map(line).join('\n')}
`;
}

void runCommand(benchmark, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
