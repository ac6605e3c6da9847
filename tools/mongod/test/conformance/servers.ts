import path from 'node:path';
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
export async function started(program: string): Promise<Held> {
  process.env.MONGOMS_SYSTEM_BINARY = program;
  const restore = process.platform === 'win32' ? spawnScripts() : () => undefined;
  const server = await MongoMemoryServer.create();
  restore();
  return { url: server.getUri(), stop: () => server.stop() };
}

/** @param program `secantusd` or `secantusd-py` */
export function second(program: string): Promise<Held> {
  process.env.WORKBOOK_SECANTUSD = program;
  return started(SECOND);
}
