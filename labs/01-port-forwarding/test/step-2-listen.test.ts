import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { explain, isPortFree, list, needs, patient } from '@workbook/testkit';
import * as forwarding from '../src/forward-port';
import { fateOf, useCluster } from './cluster';
import { isError, messageOf } from './outcome';
import { FORWARDING, portOf, startForward } from './program';

const { cluster, call, forward, reach, connect, uncaught, until } = useCluster();
needs(forwarding, 'src/forward-port.ts', { forwardPort: 'function' });

const read = 'README.md, "Step 2: listen, and say where"';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Has a port; a free one unless given. Rejects if it is taken. */
async function take(port = 0): Promise<number> {
  const server = createServer((socket) => socket.end('somebody else\n'));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

test('port 0 is a free one, and it says which', async () => {
  await cluster().addPod('nats-1');
  await cluster().addPod('monitor-1', { labels: { app: 'monitor' }, port: 8222 });
  const forwards = [
    await forward(),
    await forward(),
    await forward({ selector: 'app=monitor', port: 8222 }),
  ];
  const ports = forwards.map(({ localPort }) => localPort);
  const clients = await Promise.all(
    ports.map(async (port) => (port > 0 ? reach(port) : undefined)),
  );
  explain(
    {
      expected:
        'three forwards, each on a free port that it names: two to port 4222 of nats-1, one to port 8222 of monitor-1',
      happened: [
        `localPort is ${list(ports.map(String))}`,
        ...clients.map((client, index) =>
          client ? `at ${ports[index]} ${fateOf(client)}` : 'nobody can connect to port 0',
        ),
        ...uncaught(),
      ],
      look: 'src/forward-port.ts: when does the server know its port?',
      read,
    },
    () => {
      expect(new Set(ports).size).toBe(3);
      expect(clients.map((client) => client?.pod)).toEqual(['nats-1', 'nats-1', 'monitor-1']);
    },
  );
});

test('another port is that one', async () => {
  await cluster().addPod('nats-1');
  for (const port of [await cluster().freePort(), await cluster().freePort()]) {
    const { localPort } = await forward({ localPort: port });
    const client = await reach(port);
    explain(
      {
        expected: `forwardPort() to listen on port ${port}, as it was asked to, and to say so`,
        happened: [`localPort is ${localPort}`, `at ${port} ${fateOf(client)}`, ...uncaught()],
        look: 'src/forward-port.ts: where does the server listen?',
        read,
      },
      () => {
        expect(localPort).toBe(port);
        expect(client.pod).toBe('nats-1');
      },
    );
  }
});

test('a port that is taken is an error that names it', async () => {
  await cluster().addPod('nats-1');
  const other = await forward();
  for (const port of [await take(), other.localPort]) {
    const { error, words } = await call({ localPort: port });
    // What nobody listens for is thrown a turn later.
    await new Promise(setImmediate);
    explain(
      {
        expected: `forwardPort() to reject with an Error that names port ${port}: somebody else has it`,
        happened: [words, ...uncaught()],
        look: 'src/forward-port.ts: who hears of it when a server cannot listen?',
        read,
      },
      () => {
        expect(isError(error)).toBe(true);
        expect(messageOf(error)).toContain(String(port));
        expect(uncaught()).toEqual([]);
      },
    );
  }
  const client = await reach(other.localPort);
  explain(
    {
      expected: 'a forward to go on when another one could not have its port',
      happened: [fateOf(client), ...uncaught()],
      look: 'src/forward-port.ts: what do two forwards share?',
      read,
    },
    () => expect(client.pod).toBe('nats-1'),
  );
});

test('it listens on 127.0.0.1 alone', async () => {
  await cluster().addPod('nats-1');
  const { localPort } = await forward();
  await reach(localPort);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address && !address.internal && address.family === 'IPv4')
    .map((address) => address!.address);
  // Systems that know no other loopback address refuse it, as they should.
  const hosts = ['127.0.0.2', ...others];
  const clients = hosts.map((host) => connect(localPort, host));
  // Nobody answers for some addresses: what has not come when these have is not coming.
  const reached = (): string[] => hosts.filter((_, index) => clients[index]!.isConnected);
  await until(() => clients.every(({ isConnected, isOver }) => isConnected || isOver));
  explain(
    {
      expected: 'nobody to get in but by 127.0.0.1: what is forwarded asks for no password',
      happened: `it could be reached by ${list(reached())}, and so from other machines`,
      look: 'src/forward-port.ts: on which address does the server listen?',
      read,
    },
    () => expect(reached()).toEqual([]),
  );
});

test('where no pod is ready, it rejects, and leaves no port taken', async () => {
  await cluster().addPod('nats-1', { isReady: false });
  const port = await cluster().freePort();
  const { error, words } = await call({ localPort: port });
  const isFree = await isPortFree(port);
  explain(
    {
      expected:
        'forwardPort() to reject with what findPod() says, and not to listen: no pod is ready',
      happened: [words, ...(isFree ? [] : [`port ${port} is taken`]), ...uncaught()],
      look: 'src/forward-port.ts: what is known before it listens?',
      read,
    },
    () => {
      expect(isError(error)).toBe(true);
      expect(messageOf(error)).toContain('nats-1');
      expect(isFree).toBe(true);
    },
  );
});

const lookAtProgram = 'src/forward.ts: what is known when this line is printed?';

test('npm run forward says where it listens when it does', async () => {
  await cluster().addPod('nats-1');
  const port = await cluster().freePort();
  const programs = [0, port].map((asked) => ({ asked, running: startForward(cluster(), asked) }));
  for (const { asked, running } of programs) {
    const said = await portOf(running);
    const client = said === undefined || said === 0 ? undefined : await reach(said);
    explain(
      {
        expected: `"npm run forward ${asked}" to print "Forwarding from 127.0.0.1:PORT -> 4222" with the port on which it listens`,
        happened: [
          `it said: ${running.lines.join(' / ') || 'nothing'}`,
          ...(client ? [`at ${said} ${fateOf(client)}`] : []),
        ],
        look: lookAtProgram,
        read,
      },
      () => {
        expect(client?.pod).toBe('nats-1');
        expect(asked === 0 || said === asked).toBe(true);
      },
    );
  }
});

test.each([
  ['no pod is there', false],
  ['its port is taken', true],
])('npm run forward says why not, and ends with code 1: %s', async (what, hasPod) => {
  const port = await take();
  if (hasPod) await cluster().addPod('nats-1');
  const running = startForward(cluster(), port);
  const exit = await running.ended(patient(8000));
  const hasCrashed = running.lines.some((line) => line.startsWith('    at '));
  const said = running.lines.map((line) => line.trim());
  explain(
    {
      expected: `"npm run forward ${port}" to say why it cannot, in words, and to end with code 1: ${what}`,
      happened: [
        exit ? `it ended with code ${exit.code}` : 'it still runs',
        `it said: ${said.slice(0, 5).join(' / ') || 'nothing'}`,
        ...(hasCrashed ? ['it crashed: nobody caught that error'] : []),
      ],
      look: lookAtProgram,
      read,
    },
    () => {
      expect(exit?.code).toBe(1);
      expect(hasCrashed).toBe(false);
      expect(said.join('\n')).toContain(hasPod ? String(port) : 'app=nats');
      expect(said.join('\n')).not.toMatch(FORWARDING);
    },
  );
});
