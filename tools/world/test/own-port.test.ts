import { once } from 'node:events';
import { createServer } from 'node:net';
import { OwnPort } from '../src/own-port';

/** Draws the same number again and again, then others. */
function drawing(...numbers: number[]): void {
  const random = jest.spyOn(Math, 'random').mockReturnValue(0.9);
  for (const number of numbers) random.mockReturnValueOnce(number);
}
afterEach(() => jest.restoreAllMocks());

test('a port is given to one, also while nobody listens on it, and after that to another', async () => {
  drawing(0.5, 0.5, 0.7, 0.5);
  const first = await OwnPort.take();
  const second = await OwnPort.take();
  expect(second.number).not.toBe(first.number);
  first.giveBack();
  const third = await OwnPort.take();
  expect(third.number).toBe(first.number);
  second.giveBack();
  third.giveBack();
});

test('where none can be had, that is said', async () => {
  drawing();
  const only = await OwnPort.take();
  await expect(OwnPort.take()).rejects.toThrow('No port of 127.0.0.1 from 20000 to 32000');
  only.giveBack();
});

test('a port on which somebody listens is passed over', async () => {
  drawing(0.4);
  const taken = await OwnPort.take();
  const { number } = taken;
  taken.giveBack();
  const server = createServer().listen(number, '127.0.0.1');
  await once(server, 'listening');
  drawing(0.4, 0.6);
  const other = await OwnPort.take();
  expect(other.number).not.toBe(number);
  other.giveBack();
  server.close();
  await once(server, 'close');
});
