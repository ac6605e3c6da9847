import path from 'node:path';
import { MongoClient } from 'mongodb';
import { MongoMemoryServer } from 'mongodb-memory-server';
import { startMongod } from '../../src';
import { spawnScripts } from '../../src/windows';

const SECOND = path.join(__dirname, '..', '..', 'bin', 'second-mongod.js');

/** A server that runs. */
export interface Held {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

export async function embedded(): Promise<Held> {
  const server = await startMongod();
  return { url: server.url, stop: () => server.stop() };
}

/** @param program a mongod, which mongodb-memory-server starts */
async function started(program: string): Promise<Held> {
  process.env.MONGOMS_SYSTEM_BINARY = program;
  const restore = process.platform === 'win32' ? spawnScripts() : () => undefined;
  const server = await MongoMemoryServer.create();
  restore();
  return { url: server.getUri(), stop: () => server.stop() };
}

/**
 * @param program a real mongod
 * @returns the server, and which one it is: `7.0.14, git 1f2e3d`
 * @throws if it is another server that says it is one
 */
export async function real(program: string): Promise<Held & { readonly version: string }> {
  const held = await started(program);
  const client = await MongoClient.connect(held.url);
  const { version, gitVersion } = await client.db().command({ buildInfo: 1 });
  await client.close();
  if (isCommit(gitVersion))
    return { ...held, version: `${String(version)}, git ${gitVersion.slice(0, 10)}` };
  await held.stop();
  throw new Error(
    `${program} is no real mongod: it names no commit that it is built from.\n    npm run conformance:mongod -- --second PATH      holds SecantusDB against the statements`,
  );
}

/** The others have zeros, or words. */
function isCommit(told: unknown): told is string {
  return typeof told === 'string' && /^(?!0{40})[0-9a-f]{40}$/.test(told);
}

/** @param program `secantusd` or `secantusd-py` */
export function second(program: string): Promise<Held> {
  process.env.WORKBOOK_SECANTUSD = program;
  return started(SECOND);
}
