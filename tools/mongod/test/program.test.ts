import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { delegate } from '../src/cli/delegate';
import { findRealMongod } from '../src/cli/real-mongod';
import { BIN, Started } from './started';

const MONGOD = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'mongod-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that is no server: Node itself. */
const programInFolder = (): string => {
  const program = path.join(folder, MONGOD);
  copyFileSync(process.execPath, program);
  return program;
};

/** As mongodb-memory-server starts it. */
const FLAGS = ['--dbpath', '/tmp/none', '--bind_ip', '127.0.0.1', '--storageEngine', 'wiredTiger'];

test('it serves with the flags of mongodb-memory-server', async () => {
  const server = new Started(['--port', '0', ...FLAGS, '--noauth']);
  const port = await server.ready();
  const client = await MongoClient.connect(`mongodb://127.0.0.1:${port}/`);
  await client.db('shop').collection('tickets').insertOne({ title: 'concert' });
  expect(await client.db('shop').collection('tickets').find().toArray()).toHaveLength(1);
  await client.close();
  server.signal('SIGTERM');
  await server.ended();
  expect(server.stderr).toBe('');
  for (const line of server.stdout.trim().split('\n'))
    expect(JSON.parse(line)).toMatchObject({ s: 'I', msg: expect.any(String) as string });
});

// There they end a process by force.
const SIGNALLED = process.platform === 'win32' ? null : 0;

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it, with clients that are there',
  async (name) => {
    const server = new Started(['--port=0']);
    const socket = connect(await server.ready(), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const isClosed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined).resume();
    server.signal(name);
    expect(await server.ended()).toBe(SIGNALLED);
    await isClosed;
  },
);

test('the command shutdown ends it', async () => {
  const server = new Started(['--port', '0']);
  const client = new MongoClient(`mongodb://127.0.0.1:${await server.ready()}/`);
  // Its answer may be lost with the connection, as that of a mongod is.
  await client
    .db('admin')
    .command({ shutdown: 1 })
    .catch(() => undefined);
  expect(await server.ended()).toBe(0);
  await client.close();
});

test('a port that is taken: its exit code, and what to type', async () => {
  const first = new Started(['--port', '0']);
  const port = await first.ready();
  const second = new Started(['--port', `${port}`]);
  expect(await second.ended()).toBe(48);
  // By this line mongodb-memory-server knows.
  expect(second.stdout).toMatch(/address already in use/i);
  expect(second.stderr).toBe(
    `Port ${port} is taken by another process.\n    --port ${port + 1}      to use another port\n`,
  );
  first.signal('SIGTERM');
  await first.ended();
});

test.each([
  [['--version'], 0, /^db version v7\.0\.\d+\nThis is the workbook's embedded MongoDB/, /^$/],
  [['--help'], 0, /--storageEngine <name>/, /^$/],
  [['--replSet', 'rs'], 2, /^$/, /does not take --replSet: it stands alone, .*MONGOMS_SYSTEM/s],
  [['--auth'], 2, /^$/, /does not take --auth: it knows no users/],
  [['--fork'], 2, /^$/, /Error parsing command line: unrecognised option '--fork'/],
  [['--port'], 2, /^$/, /the required argument for option '--port' is missing/],
  [['--port', '70000'], 2, /^$/, /there is no port 70000/],
  [['--storageEngine', 'mmapv1'], 2, /^$/, /Unknown storage engine mmapv1/],
  [['--bind_ip', '127.0.0.1,::1'], 2, /^$/, /names more than one address/],
])('%j', async (args, code, stdout, stderr) => {
  const server = new Started(args);
  expect(await server.ended()).toBe(code);
  expect(server.stdout).toMatch(stdout);
  expect(server.stderr).toMatch(stderr);
});

test('a mongod on PATH is used, and said to be', async () => {
  const program = programInFolder();
  const server = new Started(['--version'], { PATH: folder, MONGOMS_SYSTEM_BINARY: '' });
  expect(await server.ended()).toBe(0);
  expect(server.stdout).toBe(`${process.version}\n`);
  expect(server.stderr).toBe(
    `This is the mongod of this machine, ${program}. For the embedded one:\n    MONGOMS_SYSTEM_BINARY=${BIN}\n`,
  );
});

test('whose mongod is found', () => {
  const PATH = folder;
  const program = programInFolder();
  expect(findRealMongod({ PATH })).toBe(program);
  expect(findRealMongod({ PATH, MONGOMS_SYSTEM_BINARY: BIN })).toBeUndefined();
  rmSync(program);
  const MONGOMS_DOWNLOAD_DIR = folder;
  for (const version of ['7.0.9', '7.0.14', '6.0.20'])
    writeFileSync(path.join(folder, `mongod-x64-debian-${version}`), '', { mode: 0o755 });
  writeFileSync(path.join(folder, 'mongod-x64-debian-9.0.0.md5'), '');
  expect(findRealMongod({ PATH: '', MONGOMS_DOWNLOAD_DIR })).toBe(
    path.join(folder, 'mongod-x64-debian-7.0.14'),
  );
});

test('what another program ends with is passed on', async () => {
  expect(await delegate(process.execPath, ['-e', 'process.exitCode = 7'])).toBe(7);
  for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name);
});
