import { command, runCommand } from '@workbook/command';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ANSWERS, expected } from './expected';
import { type Answers, hold } from './hold';
import { type Behind, startBehind, withPocket } from './pocket';
import { build, KUBERNETES, KWOK } from './real/build';
import { defaultCache } from './real/cache';
import { etcdAt, withReal } from './real/run';
import { judge, printed, written } from './table';

const TABLE = path.join(__dirname, '..', '..', 'CONFORMANCE.md');

const conformance = command({
  name: 'conformance',
  summary: 'Holds the pocket cluster, and the real API server too, against every row of the table',
  usage: 'npm run conformance:cluster',
  options: {
    real: {
      type: 'boolean',
      description: 'builds and starts the real one, too; then the table is written',
    },
    record: {
      type: 'boolean',
      description: 'with --real: what the real one answers is what is expected from now on',
    },
    etcd: { type: 'file', placeholder: 'PATH', description: 'the etcd that the real one uses' },
    cache: {
      type: 'string',
      placeholder: 'FOLDER',
      description:
        'where the real one is kept once it is built; a folder of the system unless given',
    },
  },
  async run({ values: { real: isReal, record, etcd, cache } }) {
    const behind = await startBehind();
    try {
      const folder = path.resolve(cache ?? defaultCache());
      const before = record ? undefined : expected();
      const real = isReal ? await heldReal(behind, etcd, folder, before) : undefined;
      if (record && real)
        writeFileSync(ANSWERS, `${JSON.stringify(Object.fromEntries(real), null, 1)}\n`);
      const answers = expected();
      const pocket = await withPocket(behind, (server) => hold(server, answers));
      const table = judge(answers, pocket, real);
      console.log(printed(table));
      if (real)
        writeFileSync(TABLE, written(table, `kube-apiserver ${KUBERNETES} and kwok ${KWOK}`));
      return table.failed > 0 ? 1 : 0;
    } finally {
      behind.close();
    }
  },
});

async function heldReal(
  behind: Behind,
  etcd: string | undefined,
  cache: string,
  answers: Answers | undefined,
): Promise<Answers> {
  const program = etcdAt(etcd);
  const built = await build(cache, (line) => console.log(line));
  const begin = Date.now();
  return withReal(built, program, behind, (server) => {
    console.log(`the real API server is ready after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
    return hold(server, answers);
  });
}

void runCommand(conformance, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
