import { VirtualClock } from '@workbook/clock';
import fs from 'node:fs';
import path from 'node:path';
import { FileStore } from '../../src/store/file/file-store';
import { Folder } from './folder';

const failures: Error[] = [];
const warnings: string[] = [];
const opened: FileStore[] = [];

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const list of [failures, warnings]) list.splice(0);
  jest.restoreAllMocks();
});
// It is removed after the stores are closed.
const folder = new Folder();
const clock = new VirtualClock();

async function open(clusterID = 'test-cluster'): Promise<FileStore> {
  const failed = (error: Error): number => failures.push(error);
  const warn = (text: string): number => warnings.push(text);
  const store = await FileStore.open(folder.path, { clusterID, clock, failed, warn });
  opened.push(store);
  return store;
}

/** A channel with ten blocks of ten messages, or ten more. */
function fill(store: FileStore): void {
  const messages = store.messagesOf('foo');
  for (let count = 1; count <= 100; count++) {
    const write = (target: Buffer, at: number): Buffer => target.fill(`${count} `, at, at + 300);
    messages.append({ size: 300, write }, count);
    if (count % 10 === 0) store.commit();
  }
}

/** As a server leaves it that is killed a while after it kept the last message. */
async function killed(): Promise<void> {
  const store = await open();
  fill(store);
  await clock.pass(1000, () => Promise.resolve());
  const left = folder.contents;
  await store.close();
  folder.restore(left);
}

async function stopped(): Promise<void> {
  const store = await open();
  fill(store);
  await store.close();
}

const SEGMENT = 'channel-1/1.log';

function change(name: string, by: (bytes: Buffer) => Buffer | undefined): void {
  const bytes = fs.readFileSync(folder.at(name));
  fs.writeFileSync(folder.at(name), by(bytes) ?? bytes);
}

/** A byte of the message 77 is another one. */
const flip = (bytes: Buffer): undefined => {
  bytes[bytes.indexOf('77 77')]!++;
};

/** Where the block begins that has the messages from `first` on, and where the next one does. */
function block(bytes: Buffer, first: number): [number, number] {
  const number = Buffer.alloc(8);
  number.writeDoubleLE(first);
  const start = bytes.indexOf(number) - 4;
  return [start, start + 21 + bytes.readUInt32LE(start)];
}

const without = (bytes: Buffer, start: number, end: number): Buffer =>
  Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);

type Damage = [damage: () => void, what: RegExp];

/** Whether the server was stopped or killed makes no difference. */
const DAMAGE: Record<string, Damage> = {
  'an empty state log': [() => fs.truncateSync(folder.at('state.log'), 0), /state\.log is damaged/],
  'no state log': [() => fs.rmSync(folder.at('state.log')), /state\.log is damaged: it is missing/],
  'another file as state log': [
    () => folder.write('state.log', Buffer.from('x'.repeat(9999))),
    /state\.log is damaged/,
  ],
  'a state log of zeros': [
    () => change('state.log', (bytes) => bytes.fill(0)),
    /state\.log is dam/,
  ],
  'a state log that ends after its first record': [
    () => change('state.log', (bytes) => bytes.subarray(0, 21 + bytes.readUInt32LE(0))),
    /state\.log is damaged(: it has| at byte \d+: it ends after its first record)/,
  ],
  'an empty file of messages': [() => fs.truncateSync(folder.at(SEGMENT), 0), /1\.log is damaged/],
  'no file of messages': [() => fs.rmSync(folder.at(SEGMENT)), /1\.log is damaged: it is missing/],
  'a file of messages under another name': [
    () => fs.renameSync(folder.at(SEGMENT), folder.at('channel-1/2.log')),
    /1\.log is damaged: it is missing/,
  ],
  'messages of a channel that nobody knows': [
    () => {
      fs.mkdirSync(folder.at('channel-9'));
      fs.copyFileSync(folder.at(SEGMENT), folder.at('channel-9/7.log'));
      fs.copyFileSync(folder.at(SEGMENT), folder.at('channel-1/7.log'));
    },
    /7\.log is damaged: .*state\.log does not know of it/,
  ],
  'a folder in place of a file': [
    () => {
      fs.rmSync(folder.at(SEGMENT));
      fs.mkdirSync(folder.at(SEGMENT));
    },
    /1\.log is damaged|a folder stands where a file is needed \(EISDIR, .*1\.log\)/,
  ],
  'a byte of a message that is another one': [
    () => change(SEGMENT, flip),
    /1\.log is damaged at byte \d+: this record is not what was written/,
  ],
  'a page of zeros': [
    () => change(SEGMENT, (bytes) => bytes.fill(0, 4096, 8192)),
    /1\.log is damaged at byte \d+/,
  ],
  'messages that are gone in the middle': [
    () => change(SEGMENT, (bytes) => without(bytes, ...block(bytes, 51))),
    /1\.log is damaged(: it has| at byte \d+: message 61 stands where 51 is due)/,
  ],
  'messages that are gone at the end': [
    () => change(SEGMENT, (bytes) => bytes.subarray(0, block(bytes, 91)[0])),
    /1\.log is damaged(: it has| at byte \d+: messages 91 to 100 of the channel "foo" are missing)/,
  ],
};

const all = Object.entries(DAMAGE).flatMap(([what, damage]) => [
  { what, damage, left: stopped },
  { what, damage, left: killed },
]);

test.each(all)('$what: refused, and left as it is, after a server was $left.name', async (each) => {
  await each.left();
  const [inflict, what] = each.damage;
  inflict();
  const before = folder.digest;
  const refusal = await open().catch(String);
  expect(refusal).toMatch(what);
  expect(refusal).toMatch(/^StoreError: /);
  expect(refusal).toContain('or take another folder: -dir OTHER');
  expect(folder.digest).toEqual(before);
});

test('what a killed server had half written is cut off, with a word, and nothing else', async () => {
  const store = await open();
  fill(store);
  const left = folder.contents;
  await store.close();
  for (const end of [1, 19, 20, 21, 500]) {
    folder.restore(left);
    change(SEGMENT, (bytes) => bytes.subarray(0, block(bytes, 91)[0] + end));
    const again = await open();
    expect(again.messagesOf('foo').last).toBe(90);
    expect(warnings.splice(0)).toEqual([
      `the last ${end} bytes of ${folder.at(SEGMENT)} were being written when the server stopped, and acknowledged to nobody: they were cut off`,
    ]);
    await again.close();
  }
  expect((await open()).messagesOf('foo').last).toBe(90);
  expect(warnings).toEqual([]);
});

test('a state log that was cut is refused if messages build on what is gone', async () => {
  await stopped();
  fs.rmSync(folder.at('closed'));
  let store = await open();
  store.addClient({ id: 'ann', heartbeatInbox: 'hb', connID: '' });
  store.commit();
  const { size } = fs.statSync(folder.at('state.log'));
  store.addClient({ id: 'bob', heartbeatInbox: 'hb', connID: '' });
  fill(store);
  const left = folder.contents;
  await store.close();
  folder.restore(left);
  fs.truncateSync(folder.at('state.log'), size);
  await expect(open()).rejects.toThrow(/state\.log is damaged at byte \d+: it ends at record \d/);
  folder.restore(left);
  store = await open();
  expect(store.recovered?.clients.map(({ id }) => id)).toEqual(['ann', 'bob']);
});

test('a file that was only half made, when the server was killed, is made anew', async () => {
  folder.write('state.log.new', Buffer.alloc(100, 'x'));
  await (await open()).close();
  expect(folder.names.filter((name) => name !== 'lock')).toEqual(['closed', 'state.log']);
});

test('a folder that another server uses is refused', async () => {
  const first = await open();
  await expect(open()).rejects.toThrow(
    `the folder ${folder.path} is used by another server. Stop that one, or take another folder: -dir OTHER`,
  );
  await first.close();
  await open();
});

test('of those who open a new folder at once one gets it, whatever path they take', async () => {
  for (let round = 0; round < 50; round++) {
    const dir = folder.at(`new-${round}`);
    const user = { clusterID: 'x', clock, failed: () => undefined, warn: () => undefined };
    const paths = [dir, path.join(dir, '..', path.basename(dir)), path.relative('.', dir)];
    const outcomes = await Promise.allSettled(paths.map((each) => FileStore.open(each, user)));
    const stores = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(stores).toHaveLength(1);
    await stores[0]!.close();
  }
});

test.each([
  ['server.dat', 'the real NATS Streaming Server'],
  ['nats-streaming.db', 'an earlier version of the embedded server'],
])('a folder with %s is refused: it is of %s', async (name, owner) => {
  folder.write(name, Buffer.from('x'));
  await expect(open()).rejects.toThrow(
    `${folder.at(name)} belongs to ${owner}, whose files this server does not read. Take another folder: -dir OTHER`,
  );
  expect(folder.names).toEqual([name]);
});

test('a file in place of the folder is refused', async () => {
  const file = folder.at('file');
  fs.writeFileSync(file, '');
  const user = { clusterID: 'x', clock, failed: () => undefined, warn: () => undefined };
  await expect(FileStore.open(file, user)).rejects.toThrow(
    `the folder ${file} cannot be used: a file stands where a folder is needed (ENOTDIR`,
  );
});

test('a folder of another cluster ID is refused (section 4.2)', async () => {
  await (await open()).close();
  await expect(open('other')).rejects.toThrow(
    'cluster ID "other" does not match recovered value of "test-cluster"',
  );
});

test('damage that comes while the server runs ends the store, and nothing wrong is handed out', async () => {
  await stopped();
  const store = await open();
  change(SEGMENT, flip);
  const messages = store.messagesOf('foo');
  expect(messages.get(77)).toBeUndefined();
  expect(failures.map(String)).toEqual([
    expect.stringMatching(/1\.log is damaged at byte \d+: this record is not what was written/),
  ]);
  store.afterCommit(() => failures.push(new Error('Somebody was told that all is well.')));
  store.commit();
  expect(failures).toHaveLength(1);
});

test('when the whole folder is removed, a new channel does not make another', async () => {
  const store = await open();
  fill(store);
  fs.rmSync(folder.path, { recursive: true });
  store.messagesOf('bar');
  store.messagesOf('bar').append({ size: 1, write: (target, at) => target.fill('x', at) }, 1);
  store.commit();
  expect(failures.map(String)).toEqual([
    expect.stringContaining(`${folder.at('channel-2')} was removed while the server ran`),
  ]);
  expect(fs.existsSync(folder.path)).toBe(false);
  fs.mkdirSync(folder.path);
});

test('a folder that is removed while the server runs ends the store, before anybody is told', async () => {
  const store = await open();
  fill(store);
  fs.rmSync(folder.at('channel-1'), { recursive: true });
  fill(store);
  store.afterCommit(() => failures.push(new Error('Somebody was told that all is well.')));
  expect(failures.map(String)).toEqual([
    expect.stringContaining(`${folder.at(SEGMENT)} was removed while the server ran`),
  ]);
});

const systemError = (code: string): never => {
  throw Object.assign(new Error(code), { code, syscall: 'write' });
};

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['EIO', 'the disk reports an error'],
])('%s while the server runs is named: %s', async (code, words) => {
  const store = await open();
  fill(store);
  jest.spyOn(fs, 'writevSync').mockImplementation(() => systemError(code));
  fill(store);
  jest.restoreAllMocks();
  expect(failures.map(String)).toEqual([
    `StoreError: the folder ${folder.path} cannot be written: ${words} (${code}). What was acknowledged is kept. Mend that, and start again`,
  ]);
  await store.close();
  expect((await open()).messagesOf('foo').last).toBe(100);
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['EACCES', 'permission denied'],
])('%s when the server starts is named, and the folder is as it was: %s', async (code, words) => {
  await stopped();
  const before = folder.digest;
  const real = fs.openSync;
  jest.spyOn(fs, 'openSync').mockImplementation((name, flags) => {
    return flags === 'w' ? systemError(code) : real(name, flags);
  });
  await expect(open()).rejects.toThrow(
    `the folder ${folder.path} cannot be used: ${words} (${code}`,
  );
  jest.restoreAllMocks();
  expect(folder.digest).toEqual(before);
});
