import fs from 'node:fs';
import path from 'node:path';
import { command, runCommand } from '@workbook/command';
import { runStatements } from './run';
import { judge, printed, written } from './table';

const root = path.join(__dirname, '..', '..', '..');

const conformance = command({
  name: 'conformance',
  summary: 'Holds the embedded broker, and the real one too, against every statement',
  usage: 'npm run conformance',
  options: {
    server: {
      type: 'file',
      placeholder: 'PATH',
      description: 'the real server; then the table is written',
    },
  },
  async run({ values: { server } }) {
    const embedded = await runStatements(root, undefined);
    const table = judge(
      embedded,
      server === undefined ? undefined : await runStatements(root, server),
    );
    console.log(printed(table));
    if (server !== undefined) {
      fs.writeFileSync(path.join(root, 'tools', 'broker', 'CONFORMANCE.md'), written(table));
    }
    return table.failed > 0 || table.passed === 0 ? 1 : 0;
  },
});

void runCommand(conformance, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
