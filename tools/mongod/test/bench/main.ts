import { command, runCommand } from '@workbook/command';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Held, second } from '../conformance/servers';
import { Started } from '../started';
import { measure, type Rates } from './measure';
import { medians, printed, written } from './table';

const TABLE = path.join(__dirname, '..', '..', 'BENCHMARKS.md');
const ROUNDS = 3;

const benchmark = command({
  name: 'bench:mongod',
  summary: 'Measures the embedded MongoDB, and the second server in turn',
  usage: 'npm run bench:mongod',
  options: {
    second: {
      type: 'file',
      placeholder: 'PATH',
      description: 'secantusd-py of SecantusDB 0.7.0b3; then the table is written',
    },
    seconds: {
      type: 'whole',
      placeholder: 'N',
      from: 1,
      default: 3,
      description: `so long for each workload, in each of ${ROUNDS} rounds`,
    },
  },
  async run({ values }) {
    const ready: number[] = [];
    const ofEmbedded: Rates[] = [];
    const ofSecond: Rates[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const server = await embedded();
      ready.push(performance.now() - start);
      ofEmbedded.push(await measured(server, values.seconds));
      if (values.second === undefined) continue;
      ofSecond.push(await measured(await second(values.second), values.seconds));
    }
    const results = {
      ready: ready.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)]!,
      rounds: ROUNDS,
      embedded: medians(ofEmbedded),
      second: ofSecond.length > 0 ? medians(ofSecond) : undefined,
    };
    process.stdout.write(printed(results));
    if (results.second) writeFileSync(TABLE, written(results));
    return 0;
  },
});

/** As a process: what a client of another process meets. */
async function embedded(): Promise<Held> {
  const server = new Started(['--port', '0']);
  const port = await server.ready();
  const stop = (): Promise<number | null> => {
    server.signal('SIGTERM');
    return server.ended();
  };
  return { url: `mongodb://127.0.0.1:${port}/`, stop };
}

/** The server is stopped then. */
async function measured(server: Held, seconds: number): Promise<Rates> {
  try {
    return await measure(server.url, seconds);
  } finally {
    await server.stop();
  }
}

void runCommand(benchmark, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
