import { connect } from 'node-nats-streaming';
import { ServerProcess } from '@workbook/broker/process';
import { RawClient } from '@workbook/protocol/client';
import { commandUnderTest } from '../src';

const LOCAL = ['-a', '127.0.0.1'];
const programs: ServerProcess[] = [];

function start(...flags: string[]): ServerProcess {
  const program = new ServerProcess(commandUnderTest(), flags);
  programs.push(program);
  return program;
}

afterEach(async () => {
  for (const program of programs.splice(0)) await program.end('SIGKILL');
});

test('C63 after a restart of a memory server the npm client is told that it was replaced', async () => {
  const first = start(...LOCAL, '-p', '-1');
  const port = await first.ready();
  const stan = connect('test-cluster', 'me', {
    url: `nats://127.0.0.1:${port}`,
    stanPingInterval: 1000,
    reconnectTimeWait: 50,
  });
  await new Promise((connected) => stan.once('connect', connected));
  const lost = new Promise((resolve) => stan.once('connection_lost', resolve));
  await first.end('SIGKILL');
  await start(...LOCAL, '-p', String(port)).ready();
  expect(String(await lost)).toContain('client has been replaced or is no longer registered');
});

// On Windows one process cannot send another a signal that it could answer.
if (process.platform !== 'win32') {
  test.each([
    ['SIGINT', 0],
    ['SIGTERM', 143],
  ] as const)('C64 %s ends with exit code %d', async (signal, code) => {
    expect(await exitCodeOn(signal)).toBe(code);
  });
}

/**
 * The real server says that it is ready before it listens to signals: one in between ends it unasked,
 * with no exit code, and says nothing about C64. Only it gets another try, until the test's time is over.
 */
async function exitCodeOn(signal: 'SIGINT' | 'SIGTERM'): Promise<number | null> {
  for (;;) {
    const program = start(...LOCAL, '-p', '-1');
    await program.ready();
    program.signal(signal);
    const code = await program.ended();
    if (code !== null || !process.env.NATS_STREAMING_SERVER) return code;
  }
}

test('C64 an unknown flag ends with exit code 0, and the usage', async () => {
  const program = start('-nope');
  expect(await program.ended()).toBe(0);
  expect(program.stderr).toContain('flag provided but not defined: -nope');
  expect(program.stdout).toContain('--cluster_id');
});

test('C64 a port that is taken ends with exit code 1', async () => {
  const port = await start(...LOCAL, '-p', '-1').ready();
  const second = start(...LOCAL, '-p', String(port));
  expect(await second.ended()).toBe(1);
  expect(second.stderr).toContain(`[FTL] Error listening on port: 127.0.0.1:${port}`);
});

test('C8 with -user and -pass, whoever says neither is refused, and whoever says nothing sent away', async () => {
  const program = start(...LOCAL, '-p', '-1', '-user', 'ann', '-pass', 'secret');
  const url = `nats://127.0.0.1:${await program.ready()}`;
  const [silent, hasty, wrong] = await Promise.all([1, 2, 3].map(() => RawClient.open(url, null)));
  hasty!.write('PING\r\n');
  wrong!.write('CONNECT {"user":"ann","pass":"x"}\r\n');
  await Promise.all([hasty!.closed(), wrong!.closed()]);
  expect(hasty!.lines.at(-1)).toBe("-ERR 'Authorization Violation'");
  expect(wrong!.lines.at(-1)).toBe("-ERR 'Authorization Violation'");
  const right = await RawClient.open(url, { user: 'ann', pass: 'secret', protocol: 1 });
  await right.flush();
  await right.drop();
  await silent!.closed();
  expect(silent!.lines.at(-1)).toBe("-ERR 'Authentication Timeout'");
});

test('C65 -p -1 takes a free port and prints it', async () => {
  const ports = [start(...LOCAL, '-p', '-1'), start(...LOCAL, '-p', '-1')].map((one) =>
    one.ready(),
  );
  const [one, other] = await Promise.all(ports);
  expect(one).toBeGreaterThan(1023);
  expect(one).not.toBe(other);
});
