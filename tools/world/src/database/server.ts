import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import vm from 'node:vm';
import type { Clock } from '@workbook/clock';
import type { MongoMemoryServer } from 'mongodb-memory-server';

/** A database for one test, empty: the embedded one, or that which `MONGOMS_SYSTEM_BINARY` names. */
export interface DatabaseServer {
  /** `mongodb://127.0.0.1:27017/` */
  readonly url: string;
  /** True if it stays for the next test, which is to empty it. */
  readonly isShared: boolean;
  stop(): Promise<void>;
}

/** jest gives each file of tests modules of its own: what lasts for all of them is out here. */
const outside = vm.runInThisContext('process') as NodeJS.Process;
const kept = outside as unknown as Record<symbol, Promise<MongoMemoryServer> | undefined>;
const SHARED = Symbol.for('workbook.mongod');

export async function startDatabaseServer(clock: Clock): Promise<DatabaseServer> {
  if (process.env.MONGOMS_SYSTEM_BINARY) {
    const server = await (kept[SHARED] ??= startShared());
    return { url: server.getUri(), isShared: true, stop: () => Promise.resolve() };
  }
  const { startMongod } = await import('@workbook/mongod');
  const server = await startMongod({ clock });
  return { url: server.url, isShared: false, stop: () => server.stop() };
}

/** One for all tests of this process, which ends with it. */
async function startShared(): Promise<MongoMemoryServer> {
  const { MongoMemoryServer } = await import('mongodb-memory-server');
  const server = await MongoMemoryServer.create();
  const child: ChildProcess | undefined = server.instanceInfo?.instance.mongodProcess;
  // The tests are over when they are over, whatever it may still print.
  for (const stream of [child?.stdout, child?.stderr]) (stream as Socket | undefined)?.unref();
  outside.once('exit', () => child?.kill('SIGKILL'));
  return server;
}
