import fs from 'node:fs';
import path from 'node:path';
import { FileStore } from '../../src/store/file/file-store';
import { clock, failures, fill, folder, open, SEGMENT, stopped } from './store-on-disk';

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
