import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runStatements } from './run';
import { judge, printed, written } from './table';

const { values } = parseArgs({ options: { server: { type: 'string' } } });
const root = path.join(__dirname, '..', '..', '..');

/** Holds the embedded broker, and with `--server PATH` the real one too, against every statement. */
async function main(): Promise<void> {
  const real = values.server && path.resolve(values.server);
  if (real !== undefined && !fs.existsSync(real)) {
    throw new Error(
      `There is no server at ${real}.\n    npm run conformance      proves the embedded broker alone`,
    );
  }
  const embedded = await runStatements(root, undefined);
  const table = judge(embedded, real === undefined ? undefined : await runStatements(root, real));
  console.log(printed(table));
  if (real !== undefined) {
    fs.writeFileSync(path.join(root, 'tools', 'broker', 'CONFORMANCE.md'), written(table));
  }
  process.exitCode = table.failed > 0 || table.passed === 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
