import { VirtualClock } from '@workbook/clock';
import { type Mongod, startMongod } from '../src';
import { type Doc, doc, int, isDoc } from '../src/values';
import { nested } from './fuzz/values';
import { messageOf, RawClient } from './raw-client';

const clock = new VirtualClock();
/** Of each command the number of its connection. */
const answered: number[] = [];
let server: Mongod;
let log: string[];
beforeEach(async () => {
  log = [];
  answered.length = 0;
  const emit = ({ connectionID }: { connectionID: number }): number => answered.push(connectionID);
  server = await startMongod({ clock, log: (line) => log.push(line), emit });
});
afterEach(() => server.stop());

const PING = doc({ ping: int(1), $db: 'admin' });
const open = (): Promise<RawClient> => RawClient.open(server.port);
const isAnswered = async (client: RawClient): Promise<void> =>
  expect((await client.ask(PING)).get('ok')).toMatchObject({ value: 1 });

function headed(length: number): Buffer {
  const bytes = messageOf(PING);
  bytes.writeInt32LE(length, 0);
  return bytes;
}

function ofKind(kind: number): Buffer {
  const bytes = messageOf(PING);
  bytes.writeInt32LE(kind, 12);
  return bytes;
}

test.each<[string, Buffer, string]>([
  ['a length below that of a header', headed(15), 'message msgLen 15 is invalid. Min 16'],
  ['a length below 0', headed(-1), 'message msgLen -1 is invalid'],
  ['a length beyond the longest', headed(48_000_001), 'message msgLen 48000001 is invalid'],
  ['a kind that is no longer read', ofKind(2002), 'The message kind 2002 is not read'],
  ['a document of another length', messageOf(Buffer.from([9, 0, 0, 0, 0])), 'does not end'],
  ['no document', messageOf(Buffer.alloc(0)), 'out'],
  ['what is nested too deep', messageOf(nested(201, false)), 'nested deeper than 200 levels'],
])('%s ends that connection alone', async (_, bytes, why) => {
  const [broken, other] = [await open(), await open()];
  await isAnswered(broken);
  broken.write(bytes);
  await broken.closed;
  expect(log).toEqual([expect.stringContaining(why)]);
  await isAnswered(other);
  await other.end();
});

test.each([true, false])('180 levels are stored, and found again; arrays: %s', async (arrays) => {
  const client = await open();
  const $db = 'shop';
  const deepest = nested(180, arrays);
  const insert = (document: Doc): Promise<Doc> =>
    client.ask(doc({ insert: 'a', documents: [document], $db }));
  expect((await insert(deepest)).get('n')).toEqual(int(1));
  const { writeErrors } = Object.fromEntries(await insert(nested(181, arrays)));
  expect((writeErrors as readonly Doc[])[0]!.get('code')).toEqual(int(15));
  const { cursor } = Object.fromEntries(await client.ask(doc({ find: 'a', $db }))) as {
    cursor: Doc;
  };
  const [found] = cursor.get('firstBatch') as readonly Doc[];
  expect(found!.get('a')).toEqual(deepest.get('a'));
  await client.end();
});

test('a message in single bytes is one', async () => {
  const client = await open();
  for (const byte of messageOf(PING)) client.write(Buffer.of(byte));
  await isAnswered(client);
  expect(client.answers).toHaveLength(2);
  await client.end();
});

test('half a message leaves nothing behind', async () => {
  const other = await open();
  const client = await open();
  await client.end(messageOf(PING).subarray(0, 20));
  await isAnswered(other);
  expect(log).toEqual([]);
  await other.end();
});

test('200 connections at once are answered', async () => {
  const clients = await Promise.all(Array.from({ length: 200 }, open));
  await Promise.all(clients.map(isAnswered));
  const status = await clients[0]!.ask(doc({ serverStatus: int(1), $db: 'admin' }));
  expect((status.get('connections') as Doc).get('current')).toEqual(int(200));
  await Promise.all(clients.map((client) => client.end()));
});

test('who does not read what was answered is asked nothing more, and others are', async () => {
  const [slow, other] = [await open(), await open()];
  const $db = 'shop';
  const large = doc({ text: 'x'.repeat(1_000_000) });
  await other.ask(doc({ insert: 'a', documents: [large], $db }));
  slow.pause();
  const find = messageOf(doc({ find: 'a', $db }));
  slow.write(Buffer.concat(Array.from({ length: 200 }, () => find)));
  for (let count = 0; count < 100; count++) await isAnswered(other);
  expect(answered.filter((connectionID) => connectionID === 1).length).toBeLessThan(100);
  slow.resume();
  await isAnswered(slow);
  expect(slow.answers).toHaveLength(201);
  await Promise.all([slow.end(), other.end()]);
});

test('there are so many cursors and no more, and those that nobody asks for end', async () => {
  const client = await open();
  const $db = 'shop';
  await client.ask(doc({ insert: 'a', documents: [doc({}), doc({})], $db }));
  const find = doc({ find: 'a', batchSize: int(1), $db });
  const first = await client.ask(find);
  for (let count = 1; count < 10_000; count++) client.write(messageOf(find));
  expect((await client.ask(find)).get('errmsg')).toBe('There are 10000 open cursors, and no more');
  await clock.pass(10 * 60 * 1000, () => Promise.resolve());
  const cursor = first.get('cursor') ?? null;
  const id = isDoc(cursor) ? cursor.get('id')! : null;
  const next = await client.ask(doc({ getMore: id, collection: 'a', $db }));
  expect(next.get('codeName')).toBe('CursorNotFound');
  expect((await client.ask(find)).get('ok')).toMatchObject({ value: 1 });
  await client.end();
});
