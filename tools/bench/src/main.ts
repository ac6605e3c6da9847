import fs from 'node:fs';
import path from 'node:path';
import { command, runCommand } from '@workbook/command';
import { printed, reportOf, written } from './report';
import { thisMachine } from './run/machine';
import { run } from './run/run';
import { allScenarios, quick } from './run/scenarios';
import { serversFor } from './run/servers';

const ROUNDS = 7;
const LIMIT_MINUTES = 15;
const TABLE = path.join(__dirname, '..', '..', 'broker', 'BENCHMARKS.md');

const bench = command({
  name: 'bench',
  summary: 'Measures the embedded server, and the real one in turn with it',
  usage: 'npm run bench',
  options: {
    server: {
      type: 'file',
      placeholder: 'PATH',
      description: 'the real server; then the table is written',
    },
    json: { type: 'boolean', description: 'prints every figure, as data' },
    quick: { type: 'boolean', description: 'measures little, and writes nothing' },
  },
  async run({ values: { server, json, quick: isQuick } }) {
    limitTime();
    const scenarios = allScenarios();
    const results = await run(
      isQuick ? scenarios.map(quick) : scenarios,
      serversFor(server),
      isQuick ? 1 : ROUNDS,
      (what) => process.stderr.write(`${what}\n`),
    );
    const report = reportOf(results, thisMachine());
    // A quick run shows that everything works; its figures are not worth keeping.
    if (server !== undefined && !isQuick) fs.writeFileSync(TABLE, written(report));
    process.stdout.write(
      json ? `${JSON.stringify({ ...report, results }, undefined, 2)}\n` : `${printed(report)}\n`,
    );
    return 0;
  },
});

/** The servers end with this process. */
function limitTime(): void {
  const limit = setTimeout(() => {
    process.stderr.write(
      `The run took more than ${LIMIT_MINUTES} minutes and was ended; nothing was written.\n` +
        '    npm run bench -- --quick      measures less\n',
    );
    process.exit(1);
  }, LIMIT_MINUTES * 60_000);
  limit.unref();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
void runCommand(bench, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
