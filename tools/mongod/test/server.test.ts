import { connect } from 'node:net';
import { startMongod } from '../src';
import { doc, int, isDoc, decode, encode, type Doc } from '../src/values';

test('it answers hello', async () => {
  const server = await startMongod();
  const socket = connect(server.port, server.host);
  const body = encode(doc({ hello: int(1), $db: 'admin' }));
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(2013, 12);
  socket.write(Buffer.concat([head, body]));
  const bytes = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  expect(bytes.readInt32LE(8)).toBe(7);
  const answer: Doc = decode(bytes.subarray(21));
  expect(isDoc(answer) && answer.get('maxWireVersion')).toEqual(int(21));
  socket.destroy();
  await server.stop();
});
