import { MongoClient } from 'mongodb';
import { type HeldCommand, type Mongod, startMongod } from '../src';
import { type Doc, doc, double, int, isDoc, shown } from '../src/values';

let server: Mongod;
let client: MongoClient;
/** Commands of documents that came, in order. */
let held: HeldCommand[];
let came: () => void;
beforeEach(async () => {
  held = [];
  server = await startMongod({
    hold: (command) => {
      if (command.body.has('insert')) {
        held.push(command);
        came();
      } else command.answer(command.execute());
    },
  });
  client = await new MongoClient(server.url).connect();
});
afterEach(async () => {
  await client.close();
  await server.stop();
});

const next = () => new Promise<void>((resolve) => (came = resolve));

/** The `_id`s in the collection `c`, in their order. */
function ids(): string {
  const { cursor } = Object.fromEntries(server.run(doc({ find: 'c', $db: 'd' })));
  const batch = isDoc(cursor!) ? (cursor.get('firstBatch') as readonly Doc[]) : [];
  return batch.map((each) => shown(each.get('_id')!)).join(' ');
}

test('a command is done when it is told to, and answered after that', async () => {
  let isDone = false;
  const inserted = client.db('d').collection<{ _id: number }>('c').insertOne({ _id: 1 });
  void inserted.then(() => (isDone = true));
  await next();
  expect(ids()).toBe('');
  const answer = held[0]!.execute();
  expect(ids()).toBe('1');
  await client.db('d').command({ hello: 1 });
  expect(isDone).toBe(false);
  held[0]!.answer(answer);
  await inserted;
});

test('another answer than the own is one, too', async () => {
  const inserted = client.db('d').collection('c').insertOne({ n: 1 });
  const refused = inserted.catch((error: unknown) => error);
  await next();
  held[0]!.answer(doc({ ok: double(0), code: int(11_601), errmsg: 'gone' }));
  expect(await refused).toMatchObject({ code: 11_601, message: 'gone' });
  expect(ids()).toBe('');
});

test('what is stored is put back, as often as one likes, with its indexes', () => {
  const insert = (id: number) =>
    server.run(doc({ insert: 'c', documents: [doc({ _id: int(id) })], $db: 'd' }));
  insert(1);
  const restore = server.keep();
  for (let time = 0; time < 2; time++) {
    insert(2);
    expect(ids()).toBe('1 2');
    restore();
    expect(ids()).toBe('1');
  }
  expect(insert(1).has('writeErrors')).toBe(true);
});
