import fs from 'node:fs';
import {
  change,
  fill,
  folder,
  killed,
  open,
  SEGMENT,
  stopped,
  failures,
  warnings,
} from './store-on-disk';

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
