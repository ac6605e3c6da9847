import { connect } from 'node:net';
import { once } from 'node:events';
import { serverCommand, ServerProcess } from '../src/server-process';

/** A server that does what `program` says. */
function serverOf(program: string): ServerProcess {
  return new ServerProcess([process.execPath, '-e'], [program]);
}

const print = (text: string): string => `process.stderr.write(${JSON.stringify(text)});`;
const LIVES = 'setInterval(() => {}, 1000);';

afterEach(() => delete process.env.WORKBOOK_PATIENCE);

test('a server is ready on the ports that it says, and gone when it is ended', async () => {
  const flags = ['-p', '-1', '-m', '-1'];
  const server = new ServerProcess(serverCommand(), flags);
  const port = await server.ready();
  expect(server.url).toBe(`nats://127.0.0.1:${port}`);
  expect((await fetch(`${server.monitoringURL}/healthz`)).status).toBe(200);
  expect(server.isOver).toBe(false);
  await server.end('SIGKILL');
  expect(server.isOver).toBe(true);
  const [error] = (await once(connect(port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

test('one that is named is started in place of the embedded one', () => {
  expect(serverCommand('/somewhere/server')).toEqual(['/somewhere/server']);
  expect(serverCommand('')).toEqual(serverCommand());
});

test('one that ends before it is ready is reported with what it said', async () => {
  const server = serverOf(`${print('no such thing\n')} console.log('usage'); process.exitCode = 3`);
  await expect(server.ready()).rejects.toThrow(
    'was not ready when it ended: exit code 3. It printed:\nno such thing\nusage\n',
  );
  expect(await server.ended()).toBe(3);
});

test('one that a signal ended is reported with its name', async () => {
  const server = serverOf(`${print('begun')} ${LIVES}`);
  await server.says('begun');
  const more = server.says('more');
  server.signal('SIGKILL');
  await expect(more).rejects.toThrow(
    'had not said "more" when it ended: SIGKILL. It printed:\nbegun',
  );
  expect(await server.ended()).toBeNull();
});

test('a program that is not there is reported by its name', async () => {
  const server = new ServerProcess(['no-such-server'], []);
  await expect(server.ready()).rejects.toThrow(
    'no-such-server was not ready when it ended: spawn no-such-server ENOENT.',
  );
});

test('what is awaited in vain has a limit, which says what it was and what was printed', async () => {
  const server = serverOf(`${print('[1] I sleep\n')} ${LIVES}`);
  await server.says('sleep');
  process.env.WORKBOOK_PATIENCE = '0.01';
  await expect(server.ready()).rejects.toThrow(
    'was not ready within 0.2 s. It printed:\n[1] I sleep\n',
  );
  await expect(server.ended()).rejects.toThrow('had not ended within 0.2 s.');
  delete process.env.WORKBOOK_PATIENCE;
  await server.end('SIGKILL');
});
