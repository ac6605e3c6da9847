import { isPortFree } from '@workbook/world';
import { next } from '../advice';
import { whenAskedToEnd } from '../ending';
import { WorkbookError } from '../error';
import { command } from './command';

const MOST_PORTS = 65_535;

export const database = command({
  name: 'database',
  summary: 'Runs a MongoDB in memory, until Ctrl-C',
  usage: 'npm run database',
  options: {
    port: {
      type: 'whole',
      from: 1,
      default: 27_017,
      placeholder: 'N',
      description: 'the port of this machine where it listens',
    },
  },
  async run(context, { values: { port } }) {
    const over = new Promise((resolve) => whenAskedToEnd(resolve));
    if (port > MOST_PORTS)
      throw new WorkbookError(`There is no port ${port}: ${MOST_PORTS} is the last.`);
    if (!(await isPortFree(port))) throw isTaken(port);
    const server = await start(port);
    try {
      context.out.write(
        `${await whatRuns(server.getUri())} answers at mongodb://127.0.0.1:${port}, in memory. Ctrl-C ends it.\n`,
      );
      await over;
    } finally {
      await server.stop();
    }
    return 0;
  },
});

async function start(port: number): Promise<{ getUri(): string; stop(): Promise<unknown> }> {
  if (process.platform === 'win32') {
    const { spawnScripts } = await import('@workbook/mongod/windows');
    spawnScripts();
  }
  const { MongoMemoryServer } = await import('mongodb-memory-server');
  return MongoMemoryServer.create({ instance: { port, portGeneration: false } });
}

/** The embedded one, or a mongod that this machine has. */
async function whatRuns(url: string): Promise<string> {
  const { createConnection } = await import('mongoose');
  const connection = await createConnection(url).asPromise();
  try {
    const { version, gitVersion } = await connection.db!.admin().buildInfo();
    return String(gitVersion).startsWith('none')
      ? "The workbook's embedded MongoDB"
      : `The mongod of this machine, version ${String(version)},`;
  } finally {
    await connection.close();
  }
}

function isTaken(port: number): WorkbookError {
  const other = port < MOST_PORTS ? port + 1 : port - 1;
  return new WorkbookError(
    [
      `Port ${port} is taken by another process. If that is a MongoDB, it will do as well.`,
      next(`npm run database -- --port ${other}`, 'uses another port; tell the others:'),
      `    MONGO_URL=mongodb://127.0.0.1:${other}`,
    ].join('\n'),
  );
}
