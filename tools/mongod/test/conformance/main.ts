import { command, runCommand } from '@workbook/command';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { hold, type Seen } from './hold';
import { embedded, type Held, real, second } from './servers';
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
    const ofSecond = values.second === undefined ? undefined : await second(values.second);
    const secondSeen = ofSecond && (await heldOn(ofSecond));
    const ofReal = server === undefined ? undefined : await real(server);
    const table = judge({
      embedded: await heldOn(await embedded()),
      second: secondSeen,
      real: ofReal && (await heldOn(ofReal)),
    });
    console.log(printed(table));
    if (values.second !== undefined || server !== undefined)
      writeFileSync(TABLE, written(table, ofReal?.version));
    return table.failed > 0 ? 1 : 0;
  },
});

/** @returns what was seen on it, until it is stopped */
async function heldOn(server: Held): Promise<Seen> {
  try {
    return await hold(server.url, STATEMENTS);
  } finally {
    await server.stop();
  }
}

void runCommand(conformance, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
