import { connect } from 'node-nats-streaming';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { start } from './start';

let directory: string;
const inside = (name: string): string => path.join(directory, name);

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'broker-main-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a configuration file counts, and is named in the log', async () => {
  writeFileSync(inside('x.conf'), 'port: -1\nstreaming { id: ticketing }\nping_interval: 5');
  const server = start('-c', inside('x.conf'));
  await server.ready();
  expect(server.lines[0]).toMatch(/x\.conf:3:0: invalid use of field "ping_interval"/);
  expect(server.lines).toContain(`[INF] Using configuration file: ${inside('x.conf')}`);
  expect(server.lines[1]).toContain('nats-streaming-server[ticketing]');
});

test('one that is wrong ends it with exit code 1, in the words of the real server', async () => {
  writeFileSync(inside('x.conf'), 'streaming { id: 5 }');
  const server = start('-c', inside('x.conf'));
  expect(await server.ended()).toBe(1);
  expect(server.stderr).toBe('parameter "id" value is expected to be string, got int64\n');
});

test('-t says that one is in order', async () => {
  writeFileSync(inside('x.conf'), 'port: -1');
  const server = start('-c', inside('x.conf'), '-t');
  expect(await server.ended()).toBe(0);
  expect(server.stdout).toBe(`The configuration file ${inside('x.conf')} is in order.\n`);
});

test('what it needs is refused in one line, if only the real server has it', async () => {
  writeFileSync(inside('x.conf'), 'tls { }');
  const server = start('-c', inside('x.conf'));
  expect(await server.ended()).toBe(1);
  expect(server.lines).toEqual([expect.stringMatching(/^\[FTL\] .* the setting "tls" \(/)]);
});

test('process id, ports and log are written where they are wanted', async () => {
  const files = ['-P', inside('a.pid'), '--ports_file_dir', directory, '-l', inside('a.log')];
  const server = start('-p', '-1', ...files);
  const ports = inside(`nats-streaming-server_${server.pid}.ports`);
  await server.writes(ports, ']');
  const nats = (JSON.parse(readFileSync(ports, 'utf8')) as { nats: string[] }).nats;
  expect(nats).toEqual([expect.stringMatching(/^nats:\/\/127\.0\.0\.1:\d+$/)]);
  expect(readFileSync(inside('a.pid'), 'utf8')).toBe(String(server.pid));
  const stan = connect('test-cluster', 'abc', { url: nats[0]! });
  await once(stan, 'connect');
  stan.close();
  await once(stan, 'close');
  expect(readFileSync(inside('a.log'), 'utf8')).toContain(
    '[INF] STREAM: Streaming Server is ready',
  );
  expect(server.stderr).toBe('');
});

test('a place that is not there ends it, but for the ports', async () => {
  const nowhere = path.join(inside('nowhere'), 'x');
  const reason = `open ${nowhere}: no such file or directory`;
  const log = start('-p', '-1', '-l', nowhere);
  expect(await log.ended()).toBe(1);
  expect(log.stderr).toBe(`error opening file: ${reason}\n`);
  const pid = start('-p', '-1', '-P', nowhere);
  expect(await pid.ended()).toBe(1);
  expect(pid.lines.at(-1)).toBe(`[FTL] Could not write pidfile: ${reason}`);
  const ports = start('-p', '-1', '--ports_file_dir', nowhere);
  await ports.ready();
  expect(ports.stderr).toContain('[ERR] Error writing ports file (');
});

if (process.platform !== 'win32') {
  test('SIGUSR1 goes on in a new log, after the old one was moved away', async () => {
    const server = start('-p', '-1', '-l', inside('a.log'), '--ports_file_dir', directory);
    await server.writes(inside('a.log'), 'Streaming Server is ready');
    await server.writes(inside(`nats-streaming-server_${server.pid}.ports`), ']');
    renameSync(inside('a.log'), inside('old.log'));
    server.signal('SIGUSR1');
    await server.writes(inside('a.log'), 'File log re-opened');
    server.signal('SIGTERM');
    expect(await server.ended()).toBe(143);
    expect(readFileSync(inside('a.log'), 'utf8')).toContain('[INF] Server Exiting..');
    expect(existsSync(inside(`nats-streaming-server_${server.pid}.ports`))).toBe(false);
  });
}
