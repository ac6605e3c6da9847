import { command, runCommand } from '@workbook/command';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { hold, type Seen } from './hold';
import { embedded, type Held, second, started } from './servers';
import { STATEMENTS } from './statements';
import { judge, printed, written } from './table';

const TABLE = path.join(__dirname, '..', '..', 'CONFORMANCE.md');

const conformance = command({
  name: 'conformance:mongod',
  summary: 'Holds the embedded MongoDB, and other servers too, against every statement',
  usage: 'npm run conformance:mongod',
  options: {
    server: {
      type: 'file',
      placeholder: 'PATH',
      description: 'a real mongod; MONGOMS_SYSTEM_BINARY unless given; then the table is written',
    },
    second: {
      type: 'file',
      placeholder: 'PATH',
      description: 'secantusd-py of SecantusDB 0.7.0b3; then the table is written',
    },
  },
  async run({ values }) {
    const server = values.server ?? process.env.MONGOMS_SYSTEM_BINARY;
    const table = judge({
      embedded: await heldOn(embedded()),
      second: values.second === undefined ? undefined : await heldOn(second(values.second)),
      real: server === undefined ? undefined : await heldOn(started(server)),
    });
    console.log(printed(table));
    if (values.second !== undefined || server !== undefined) writeFileSync(TABLE, written(table));
    return table.failed > 0 ? 1 : 0;
  },
});

async function heldOn(starting: Promise<Held>): Promise<Seen> {
  const { url, stop } = await starting;
  try {
    return await hold(url, STATEMENTS);
  } finally {
    await stop();
  }
}

void runCommand(conformance, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
