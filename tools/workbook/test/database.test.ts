import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { OwnPort } from '@workbook/world';
import { createConnection } from 'mongoose';
import { run, Running } from './fixtures/workbook';

const repository = path.resolve(__dirname, '..', '..', '..');
const bin = path.join(repository, 'tools', 'workbook', 'bin', 'workbook.js');
/** Whatever mongod this machine has: that is another test. */
const EMBEDDED = {
  MONGOMS_SYSTEM_BINARY: path.join(repository, 'tools', 'mongod', 'bin', 'mongod.js'),
};

const database = (port: number): ReturnType<typeof run> =>
  run(bin, ['database', '--port', String(port)], repository, EMBEDDED);

test('npm run database answers mongoose where it says, and Ctrl-C ends it', async () => {
  const port = await OwnPort.take();
  const url = `mongodb://127.0.0.1:${port.number}`;
  const args = [bin, 'database', '--port', String(port.number)];
  const running = new Running(args, repository, EMBEDDED);
  try {
    await running.said('Ctrl-C ends it.\n');
    const connection = await createConnection(`${url}/orders`).asPromise();
    const tickets = connection.collection('tickets');
    await tickets.insertOne({ title: 'concert' });
    expect(await tickets.countDocuments()).toBe(1);
    await connection.close();
  } finally {
    running.signal('SIGINT');
  }
  expect(await running.ended).toEqual({
    code: 0,
    out: `The workbook's embedded MongoDB answers at ${url}, in memory. Ctrl-C ends it.\n`,
    err: '',
  });
  port.giveBack();
});

test('a port that is taken is told, with another one to type', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  expect(await database(port)).toEqual({
    code: 1,
    out: '',
    err: [
      `Port ${port} is taken by another process. If that is a MongoDB, it will do as well.`,
      `    npm run database -- --port ${port + 1}      uses another port; tell the others:`,
      `    MONGO_URL=mongodb://127.0.0.1:${port + 1}`,
      '',
    ].join('\n'),
  });
  taken.close();
});

test('a port that there is none of is told', async () => {
  expect(await database(65_536)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('There is no port 65536: 65535 is the last.') as string,
  });
});
