import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { printed, reportOf, written } from './report';
import { thisMachine } from './run/machine';
import { run } from './run/run';
import { allScenarios, quick } from './run/scenarios';
import { serversFor } from './run/servers';

const ROUNDS = 7;
const LIMIT_MINUTES = 15;
const TABLE = path.join(__dirname, '..', '..', 'broker', 'BENCHMARKS.md');

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});

/** Measures the embedded server, and with `--server PATH` the real one in turn with it. */
async function main(): Promise<void> {
  const real = values.server && path.resolve(values.server);
  if (real !== undefined && !fs.existsSync(real)) {
    throw new Error(
      `There is no server at ${real}.\n    npm run bench      measures the embedded server alone`,
    );
  }
  limitTime();
  const scenarios = allScenarios();
  const results = await run(
    values.quick ? scenarios.map(quick) : scenarios,
    serversFor(real),
    values.quick ? 1 : ROUNDS,
    (what) => process.stderr.write(`${what}\n`),
  );
  const report = reportOf(results, thisMachine());
  // A quick run shows that everything works; its figures are not worth keeping.
  if (real !== undefined && !values.quick) fs.writeFileSync(TABLE, written(report));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...report, results }, undefined, 2)}\n`
      : `${printed(report)}\n`,
  );
}

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
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
