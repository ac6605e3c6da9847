import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { MongoMemoryServer } from 'mongodb-memory-server';
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary';
import mongoose from 'mongoose';
import { spawnScripts } from '../src/windows';
import { BIN } from './started';

const OWNER = path.join(__dirname, 'fixtures', 'owner.js');
const { MONGOMS_SYSTEM_BINARY } = process.env;
const restore = process.platform === 'win32' ? spawnScripts() : () => undefined;

/** Jest gives a test variables of its own, and processes get the real ones. */
const create = (instance = {}): Promise<MongoMemoryServer> =>
  MongoMemoryServer.create({ instance, spawn: { env: process.env } });

beforeEach(() => {
  // The embedded one, whatever mongod this machine has.
  process.env.MONGOMS_SYSTEM_BINARY = BIN;
  jest.spyOn(console, 'warn').mockReturnValue(undefined);
});
afterAll(() => {
  restore();
  if (MONGOMS_SYSTEM_BINARY === undefined) delete process.env.MONGOMS_SYSTEM_BINARY;
  else process.env.MONGOMS_SYSTEM_BINARY = MONGOMS_SYSTEM_BINARY;
});

test('where nothing else is said, it is the one to be started', async () => {
  delete process.env.MONGOMS_SYSTEM_BINARY;
  expect(await DryMongoBinary.locateBinary({ version: '7.0.0' })).toBe(BIN);
});

test('mongoose works on it', async () => {
  const server = await create();
  await mongoose.connect(server.getUri('shop'));
  const schema = new mongoose.Schema<{ email: string }>({ email: String });
  const User = mongoose.model('User', schema.index({ email: 1 }, { unique: true }));
  await User.init();
  await User.create({ email: 'a@example.com' });
  await expect(User.create({ email: 'a@example.com' })).rejects.toMatchObject({
    code: 11000,
    message:
      'E11000 duplicate key error collection: shop.users index: email_1 dup key: { email: "a@example.com" }',
    keyPattern: { email: 1 },
    keyValue: { email: 'a@example.com' },
  });
  expect(await User.find()).toHaveLength(1);
  for (const collection of await mongoose.connection.db!.collections())
    await collection.deleteMany({});
  expect(await User.find()).toEqual([]);
  await mongoose.disconnect();
  expect(await server.stop()).toBe(true);
});

test('a server that is started again is empty', async () => {
  const server = await create();
  const first = await MongoClient.connect(server.getUri());
  await first.db('shop').collection('tickets').insertOne({});
  await first.close();
  await server.stop();
  await server.start();
  const second = await MongoClient.connect(server.getUri());
  expect(await second.db('shop').collection('tickets').find().toArray()).toEqual([]);
  await second.close();
  await server.stop();
});

test('a replica set is refused, not played', async () => {
  await expect(create({ replSet: 'rs' })).rejects.toThrow(/code "?2"?/);
});

test('a script is started where the system does not read its first line', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mongod-'));
  const script = path.join(folder, 'mongod.js');
  writeFileSync(script, `require(${JSON.stringify(BIN)})`, { mode: 0o755 });
  process.env.MONGOMS_SYSTEM_BINARY = script;
  const undo = spawnScripts();
  const server = await create();
  const client = await MongoClient.connect(server.getUri());
  expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
  await client.close();
  await server.stop();
  undo();
  rmSync(folder, { recursive: true });
});

test('a server does not outlive who started it', async () => {
  const owner = spawn(process.execPath, [OWNER], { env: process.env });
  const pid = await new Promise<number>((resolve) =>
    owner.stdout.once('data', (bytes) => resolve(Number(bytes))),
  );
  expect(isAlive(pid)).toBe(true);
  owner.kill('SIGKILL');
  // The watch of mongodb-memory-server looks every two seconds.
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
