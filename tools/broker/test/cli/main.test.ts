import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { connect } from 'node-nats-streaming';
import { start } from './start';

test('announces itself as the real server does, and says what it is', async () => {
  const server = start('-p', '-1', '-cid', 'ticketing');
  const port = await server.ready();
  expect(server.lines).toEqual([
    '[INF] STREAM: Starting nats-streaming-server[ticketing] version 0.25.6',
    `[INF] STREAM: This is the workbook's embedded server, compatible with 0.25.6, on Node ${process.version}`,
    '[INF] Starting nats-server',
    '[INF]   Version:  2.9.24',
    `[INF] Listening for client connections on 127.0.0.1:${port}`,
    '[INF] Server is ready',
    '[INF] STREAM: Recovering the state...',
    '[INF] STREAM: No recovered state',
    '[INF] STREAM: Message store is MEMORY',
    '[INF] STREAM: ---------- Store Limits ----------',
    '[INF] STREAM: Channels:                  100 *',
    '[INF] STREAM: --------- Channels Limits --------',
    '[INF] STREAM:   Subscriptions:          1000 *',
    '[INF] STREAM:   Messages     :       1000000 *',
    '[INF] STREAM:   Bytes        :     976.56 MB *',
    '[INF] STREAM:   Age          :     unlimited *',
    '[INF] STREAM:   Inactivity   :     unlimited *',
    '[INF] STREAM: ----------------------------------',
    '[INF] STREAM: Streaming Server is ready',
  ]);
  expect(server.stderr.startsWith(`[${server.pid}] 2`)).toBe(true);
  expect(server.stdout).toBe('');
});

test('serves the real client, and shows with -SD what it does', async () => {
  const server = start('-p', '-1', '-cid', 'ticketing', '-SD');
  const url = `nats://127.0.0.1:${await server.ready()}`;
  const stan = connect('ticketing', 'abc', { url });
  await once(stan, 'connect');
  const guid = await new Promise<string>((resolve, reject) => {
    stan.publish('ticket:created', 'data', (error, id) => (error ? reject(error) : resolve(id)));
  });
  stan.close();
  await once(stan, 'close');
  expect(guid).not.toBe('');
  expect(server.stderr).toMatch(/\[DBG\] STREAM: \[Client:abc\] Connected \(Inbox=/);
});

// On Windows one process cannot send another a signal: Ctrl-C in a terminal is all there is.
if (process.platform !== 'win32') {
  test.each([
    ['SIGINT', 0],
    ['SIGTERM', 143],
  ] as const)('%s shuts down, with exit code %d', async (signal, code) => {
    const server = start('-p', '-1');
    await server.ready();
    server.signal(signal);
    expect(await server.ended()).toBe(code);
    expect(server.lines.slice(-3)).toEqual([
      '[INF] STREAM: Shutting down.',
      '[INF] Initiating Shutdown...',
      '[INF] Server Exiting..',
    ]);
  });
}

describe('a port that is taken', () => {
  let other: Server;

  /** Somebody who greets whoever connects. @returns the port */
  async function listen(greeting: string): Promise<number> {
    other = createServer((socket) => socket.on('error', () => undefined).end(greeting));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    return (other.address() as AddressInfo).port;
  }

  afterEach(() => {
    other.close();
  });

  test.each([
    ['INFO {"server_id":"N"} \r\n', 'a NATS server'],
    ['SSH-2.0-x\r\n', 'another process'],
  ])('by who says %p ends it with exit code 1 and what to type next', async (greeting, holder) => {
    const port = await listen(greeting);
    const server = start('-p', String(port));
    expect(await server.ended()).toBe(1);
    expect(server.lines.slice(-3)).toEqual([
      `[FTL] Error listening on port: 127.0.0.1:${port}, "listen tcp 127.0.0.1:${port}: bind: address already in use"`,
      `Port ${port} is taken by ${holder}.`,
      `    npm run broker -- -p ${port < 65_535 ? port + 1 : port - 1}      to use another port`,
    ]);
  });
});

test.each([
  [['-p', '70000'], '"listen tcp: address 70000: invalid port"'],
  [['-p', '-1', '-a', '192.0.2.1'], 'bind: cannot assign requested address"'],
  [['-cid', ''], 'could not subscribe to discover subject: nats: invalid subject'],
  [['-cid', 'a b'], 'could not subscribe to discover subject: nats: invalid subject'],
  [['-cid', 'a.>'], 'could not flush the subscriptions, nats: connection closed'],
])('%j cannot start: one FTL line, exit code 1', async (args, reason) => {
  const server = start(...args);
  expect(await server.ended()).toBe(1);
  const fatal = server.lines.filter((line) => line.startsWith('[FTL]'));
  expect(fatal).toEqual([expect.stringContaining(reason)]);
});

test('a limit below 0 ends the server at its start', async () => {
  const server = start('-p', '-1', '-mm', '-1');
  expect(await server.ended()).toBe(1);
  expect(server.stderr).toContain(
    '[FTL] STREAM: Failed to start: max messages limit cannot be negative (-1)',
  );
});

test('a port of the monitoring that is taken is said to be that', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const server = start('-p', '-1', '-m', String(port));
  expect(await server.ended()).toBe(1);
  expect(server.stderr).toContain("[FTL] Can't start monitoring: can't listen to the monitor port");
  expect(server.stderr).toContain(`npm run broker -- -m ${port < 65_535 ? port + 1 : port - 1}`);
  taken.close();
});

test('a port for clients and monitoring alike is said to be that', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  other.close();
  await once(other, 'close');
  const server = start('-p', String(port), '-m', String(port));
  expect(await server.ended()).toBe(1);
  expect(server.stderr).toContain(`[FTL] Error listening on port: 127.0.0.1:${port}, "listen tcp`);
  expect(server.stderr).toContain(`Port ${port} is taken by its own monitoring.`);
});

test('a flag that only the real server has is refused in one line', async () => {
  const server = start('-p', '-1', '-ms', '8222');
  expect(await server.ended()).toBe(1);
  expect(server.lines).toEqual([
    '[FTL] The embedded server does not have -ms of the real one: it encrypts nothing, neither on the wire nor on disk: leave that out where nobody listens, or run the real server.',
  ]);
});

test('all flags that it has not are named at once, with the reasons', async () => {
  const cluster = ['--clustered', '--cluster_node_id', 'n1', '--cluster_peers', 'n2,n3'];
  const nats = ['--cluster', 'nats://0.0.0.0:6222', '--routes', 'nats://n2:6222'];
  const server = start('-cid', 'shop', ...cluster, ...nats, '-st', 'sql', '--sql_driver', 'mysql');
  expect(await server.ended()).toBe(1);
  expect(server.lines).toEqual([
    '[FTL] The embedded server does not have these 7 of the real one: leave them out, or run the real server.',
    '    -clustered, -cluster_node_id, -cluster_peers',
    '        it is one server, without a cluster or a stand-in: leave that out',
    '    -cluster, -routes',
    '        it is connected to no other server: leave that out',
    '    -st SQL, -sql_driver',
    '        it has no database: what is to survive goes to -st FILE -dir DIR',
  ]);
});

test('an unknown flag is named on stderr, with the usage on stdout and exit code 0', async () => {
  const server = start('-nope');
  expect(await server.ended()).toBe(0);
  expect(server.stderr).toBe('flag provided but not defined: -nope\n');
  expect(server.stdout).toMatch(/^\nUsage: nats-streaming-server \[options\]\n/);
});

test('an unknown word ends it with exit code 1', async () => {
  const server = start('-SD', 'false');
  expect(await server.ended()).toBe(1);
  expect(server.stderr).toBe('unrecognized command: "false"\n');
});

test('the version is that of the real server it follows', async () => {
  const server = start('-v');
  expect(await server.ended()).toBe(0);
  expect(server.stdout).toBe('nats-streaming-server version 0.25.6, nats-server: v2.9.24\n');
});

test('the usage names every flag', async () => {
  const server = start('-h');
  expect(await server.ended()).toBe(0);
  for (const flag of ['-p', '-a', '-cid', '-hbi', '-hbt', '-hbf', '-SD', '-h', '-v']) {
    expect(server.stdout).toContain(`    ${flag}, --`);
  }
});

test('-T=false leaves date and time out', async () => {
  const server = start('-p', '-1', '-T=false');
  await server.ready();
  expect(server.stderr.split('\n')[0]).toBe(
    `[${server.pid}] [INF] STREAM: Starting nats-streaming-server[test-cluster] version 0.25.6`,
  );
});

test('C8 with --user and --pass, who says neither is sent away', async () => {
  const server = start('-p', '-1', '--user', 'ann', '--pass', 'secret');
  const url = `nats://ann:secret@127.0.0.1:${await server.ready()}`;
  const stan = connect('test-cluster', 'abc', { url });
  await once(stan, 'connect');
  stan.close();
  const stranger = connect('test-cluster', 'abc', { url: url.replace('ann:secret@', '') });
  const [error] = (await once(stranger, 'error')) as [Error];
  stranger.close();
  expect(String(error)).toContain("'Authorization Violation'");
});
