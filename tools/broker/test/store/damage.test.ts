import Database from 'libsql';
import fs from 'node:fs';
import path from 'node:path';
import { FileStore } from '../../src/store/file/file-store';
import { VirtualClock } from '../../src/virtual-clock';
import { Folder } from './folder';

const folder = new Folder();
const failures: Error[] = [];

function open(clusterID = 'test-cluster'): FileStore {
  const failed = (error: Error): number => failures.push(error);
  return new FileStore(folder.path, { clusterID, clock: new VirtualClock(), failed });
}

/** A closed file with a hundred blocks of ten messages. */
function fill(): void {
  const store = open();
  const messages = store.messagesOf('foo');
  for (let count = 1; count <= 1000; count++) {
    const write = (target: Buffer, at: number): Buffer => target.fill(`${count} `, at, at + 300);
    messages.append({ size: 300, write }, count);
    if (count % 10 === 0) store.commit();
  }
  store.close();
}

function overwrite(at: number, bytes: Buffer): void {
  const file = fs.openSync(folder.file, 'r+');
  fs.writeSync(file, bytes, 0, bytes.length, at);
  fs.closeSync(file);
}

function run(sql: string): void {
  const database = new Database(folder.file);
  database.exec(sql);
  database.close();
}

const DAMAGE: Record<string, [damage: () => void, what: RegExp]> = {
  'is empty': [() => fs.truncateSync(folder.file, 0), /it is empty/],
  'is cut off': [() => fs.truncateSync(folder.file, 100_000), /malformed|Tree|error/],
  'holds something else': [() => fs.writeFileSync(folder.file, 'x'.repeat(9999)), /not a database/],
  'lost its beginning': [() => overwrite(0, Buffer.alloc(100)), /not a database/],
  'has a page of zeros': [() => overwrite(40_960, Buffer.alloc(4096)), /./],
  'has a flipped byte in a message': [
    () => overwrite(fs.readFileSync(folder.file).indexOf('777 777'), Buffer.from('8')),
    /messages 771 to 780 of the channel "foo" are not what was stored/,
  ],
  'lost some messages in the middle': [
    () => run('DELETE FROM blocks WHERE first = 501'),
    /messages 511 to 520 of the channel "foo" come after 500: there is a gap/,
  ],
  'lost the newest messages': [
    () => run('DELETE FROM blocks WHERE first > 980'),
    /messages 981 to 1000 of the channel "foo" are missing/,
  ],
};

test.each(Object.entries(DAMAGE))('a file that %s is refused and left as it is', (_, damage) => {
  fill();
  const [inflict, what] = damage;
  inflict();
  const before = fs.readFileSync(folder.file);
  let message = '';
  try {
    open().close();
  } catch (error) {
    message = String(error);
  }
  expect(message).toMatch(what);
  expect(message).toContain(`StoreError: ${folder.file} is damaged: `);
  expect(message).toContain('or start with another one: -dir OTHER');
  expect(fs.readFileSync(folder.file).equals(before)).toBe(true);
});

test('a file that was only half made, when the server was killed, is made anew', () => {
  folder.write('nats-streaming.db.new', Buffer.alloc(100, 'x'));
  open().close();
  expect(folder.names).toEqual(['nats-streaming.db']);
});

test('a folder that another server uses is refused', () => {
  const first = open();
  expect(() => open()).toThrow(
    `the folder ${folder.path} is used by another server. Stop that one, or take another folder: -dir OTHER`,
  );
  first.close();
  open().close();
});

test('the folder of the real server is refused', () => {
  folder.write('server.dat', Buffer.from('x'));
  expect(() => open()).toThrow('server.dat belongs to the real NATS Streaming Server');
  expect(folder.names).toEqual(['server.dat']);
});

test('a file in place of the folder is refused', () => {
  const file = path.join(folder.path, 'file');
  fs.writeFileSync(file, '');
  const user = { clusterID: 'x', clock: new VirtualClock(), failed: () => undefined };
  expect(() => new FileStore(file, user)).toThrow(`the folder ${file} cannot be used`);
});

test('a folder of another cluster ID is refused (section 4.2)', () => {
  open().close();
  expect(() => open('other')).toThrow(
    'cluster ID "other" does not match recovered value of "test-cluster"',
  );
});

test('a file of another version is refused', () => {
  open().close();
  run('PRAGMA user_version = 2');
  expect(() => open()).toThrow(`${folder.file} is of version 2, this server reads version 1`);
});

test('damage that comes while the server runs ends the store, and nothing wrong is handed out', () => {
  fill();
  const store = open();
  overwrite(fs.readFileSync(folder.file).indexOf('77 77'), Buffer.from('8'));
  const messages = store.messagesOf('foo');
  expect(messages.get(77)).toBeUndefined();
  expect(failures.map(String)).toEqual([
    expect.stringContaining('messages 71 to 80 of the channel "foo" are not what was stored'),
  ]);
  expect(messages.get(1)).toBeUndefined();
  store.afterCommit(() => failures.push(new Error('Somebody was told that all is well.')));
  store.commit();
  expect(failures).toHaveLength(1);
});
