import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { explain, inTime, needs, type PodConnection, type TestPod, times } from '@workbook/testkit';
import * as forwarding from '../src/forward-port';
import type { Client } from './client';
import { fateOf, fatesOf, freePort, useCluster } from './cluster';
import { inWords, isError, messageOf } from './outcome';
import { portOf, startForward } from './program';

const { cluster, forwardAnywhere, reach, connect, uncaught, told, until, known } = useCluster();
needs(forwarding, 'src/forward-port.ts', { forwardPort: 'function' });

const read = 'README.md, "Step 3: many connections, each with an end"';
const MANY = 20;
const FEW = 8;

const open = (): number => cluster().forwarded.filter(({ isOpen }) => isOpen).length;
const streams = (): string =>
  `${open()} of the ${cluster().forwarded.length} streams at the API server are open`;

/** What else has been recorded, whatever the test is about. */
const besides = (): string[] => [
  ...new Set([...uncaught(), ...told().map((error) => `onError was given ${inWords(error)}`)]),
];

/** Who says these words at the pod's end. */
function atPod(pod: TestPod, words: string): PodConnection | undefined {
  return pod.connections.find(({ received }) => received.toString() === words);
}

async function clients(port: number, count = MANY): Promise<Client[]> {
  const all = await Promise.all(Array.from({ length: count }, () => reach(port)));
  explain(
    {
      expected: `${count === 1 ? 'a connection' : `${count} connections at the same time, all`} to reach nats-1`,
      happened: [...fatesOf(all), ...besides()],
      look: 'src/forward-port.ts: what is done for each connection?',
      read,
    },
    () => expect(all.map(({ pod }) => pod)).toEqual(all.map(() => 'nats-1')),
  );
  return all;
}

test('many connections at once, each a stream of its own, with its own bytes', async () => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const all = await clients(localPort);
  all.forEach((client, index) => client.send(`order ${index} `));
  const heard = (index: number): PodConnection | undefined => atPod(pod, `order ${index} `);
  await until(() => all.every((_, index) => heard(index)));
  all.forEach((_, index) => heard(index)?.send(`answer ${index} `));
  await until(() => all.every(({ said }) => said.length > 0));
  explain(
    {
      expected: `each of ${MANY} clients to get the answer to its own order`,
      happened: [
        ...all.map(
          ({ said }, index) =>
            `client ${index}: ${heard(index) ? 'nats-1 got its order alone' : 'nats-1 did not get its order alone'}, it got "${said.toString()}"`,
        ),
        ...besides(),
      ],
      look: 'src/forward-port.ts: what do two connections share?',
      read,
    },
    () => expect(all.map(({ said }) => said.toString())).toEqual(all.map((_, i) => `answer ${i} `)),
  );
  explain(
    {
      expected:
        'onError to be called for connections that could not be forwarded, and for no other',
      happened: besides(),
      look: 'src/forward-port.ts: when is onError called?',
      read,
    },
    () => expect(besides()).toEqual([]),
  );
});

test('bytes arrive whole, however many, in both directions', async () => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const [client] = await clients(localPort, 1);
  const there = randomBytes(1 << 20);
  const back = randomBytes(1 << 20);
  client!.send(there);
  pod.connections.at(-1)!.send(back);
  const arrived = (): Buffer => pod.connections.at(-1)!.received;
  await until(() => arrived().length >= there.length && client!.said.length >= back.length);
  explain(
    {
      expected: `${there.length} bytes to reach the pod, and as many the client, as they were sent`,
      happened: [
        `the pod got ${arrived().length}${arrived().equals(there) ? '' : ', and not those'}`,
        `the client got ${client!.said.length}${client!.said.equals(back) ? '' : ', and not those'}`,
        ...besides(),
      ],
      look: 'src/forward-port.ts: what happens to bytes on their way?',
      read,
    },
    () => {
      expect(arrived().equals(there)).toBe(true);
      expect(client!.said.equals(back)).toBe(true);
    },
  );
});

test.each([
  ['ends its connection', (client: Client) => client.end()],
  ['breaks off', (client: Client) => client.reset()],
])('a client that %s is gone for the pod too, and only that one', async (what, leave) => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const [stays, ...others] = await clients(localPort, 6);
  others.forEach(leave);
  const isOver = (): boolean => open() <= 1;
  await until(isOver);
  stays!.send('still there? ');
  await until(() => atPod(pod, 'still there? ') !== undefined);
  atPod(pod, 'still there? ')?.send('yes');
  await until(() => stays!.said.length > 0);
  explain(
    {
      expected: `a client that ${what} to leave nothing behind, and the others to go on`,
      happened: [
        `5 of 6 clients left: ${streams()}`,
        stays!.said.toString() === 'yes'
          ? 'the sixth goes on'
          : `the sixth asked, and was told "${stays!.said.toString()}"`,
        ...besides(),
      ],
      look: 'src/forward-port.ts: which events of the local socket end the stream?',
      read,
    },
    () => {
      expect(open()).toBe(1);
      expect(stays!.said.toString()).toBe('yes');
      expect(uncaught()).toEqual([]);
    },
  );
});

test('a client that breaks off before its stream is there leaves nothing behind', async () => {
  await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const early = Array.from({ length: FEW }, () => connect(localPort));
  await until(() => early.every(({ isConnected }) => isConnected));
  for (const client of early) client.reset();
  // Those that come behind them are forwarded when those before have been, or have been given up.
  await clients(localPort, 3);
  await until(() => open() === 3);
  explain(
    {
      expected: `${FEW} clients that connect and break off at once to leave nothing behind`,
      happened: [`3 clients are connected, and ${streams()}`, ...besides()],
      look: 'src/forward-port.ts: who is still there when the stream is open?',
      read,
    },
    () => {
      expect(open()).toBe(3);
      expect(uncaught()).toEqual([]);
    },
  );
});

test('a connection that the pod ends is over for the client, when it has got all', async () => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const [large, empty, stays] = await clients(localPort, 3);
  for (const [client, words] of [
    [large!, 'large'],
    [empty!, 'empty'],
    [stays!, 'stays'],
  ] as const) {
    client.send(words);
    await until(() => atPod(pod, words) !== undefined);
  }
  const bytes = randomBytes(1 << 20);
  atPod(pod, 'large')?.send(bytes);
  atPod(pod, 'large')?.end();
  atPod(pod, 'empty')?.end();
  await until(() => large!.isOver && empty!.isOver && open() === 1);
  explain(
    {
      expected:
        'a client to get the last byte, and then the end, when the pod ends its connection; the others go on',
      happened: [
        `the pod sent ${bytes.length} bytes and ended: the client got ${large!.said.length}, and ${large!.isOver ? 'its connection is over' : 'waits for more'}`,
        `the pod ended another without a word: ${empty!.isOver ? 'it is over' : 'its client waits for more'}`,
        `a third was left alone: ${stays!.isOver ? 'it is over' : 'it goes on'}`,
        streams(),
        ...besides(),
      ],
      look: 'src/forward-port.ts: who is told when the stream closes, and what is still on its way then?',
      read,
    },
    () => {
      expect(large!.said.equals(bytes)).toBe(true);
      expect([large!.isOver, empty!.isOver, stays!.isOver]).toEqual([true, true, false]);
      expect(open()).toBe(1);
    },
  );
});

test('a client that reads slowly gets all that the pod had sent, and then the end', async () => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const [slow] = await clients(localPort, 1);
  slow!.stopReading();
  // More than lies in the buffers of a connection.
  const bytes = randomBytes(1 << 24);
  pod.connections.at(-1)!.send(bytes);
  pod.connections.at(-1)!.end();
  // Who holds back what the pod sends has the stream open until it is read.
  await cluster().until(() => open() === 0, 1000);
  await known();
  const before = streams();
  slow!.readOn();
  await until(() => slow!.isOver);
  explain(
    {
      expected:
        'a client to get the last byte that the pod had sent, and then the end, however slowly it reads',
      happened: [
        `the pod sent ${bytes.length} bytes and ended, and the client had stopped reading: ${before}`,
        `it read on, and got ${slow!.said.length}, and ${slow!.isOver ? 'its connection is over' : 'it waits for more'}`,
        ...besides(),
      ],
      look: 'src/forward-port.ts: how is the socket ended, and what is still to be written to it then?',
      read,
    },
    () => {
      expect(slow!.said.equals(bytes)).toBe(true);
      expect(slow!.isOver).toBe(true);
    },
  );
});

test('onError is not called for a connection that went well', async () => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const all = await clients(localPort, 4);
  for (const [index, client] of all.entries()) {
    const words = `order ${index} `;
    client.send(words);
    await until(() => atPod(pod, words) !== undefined);
    atPod(pod, words)?.send('yes');
    await until(() => client.said.length > 0);
    if (index < 2) client.end();
    else atPod(pod, words)?.end();
  }
  await until(() => open() === 0 && all.every(({ isOver }) => isOver));
  // By then whoever is told that a stream is closed has been told.
  await known();
  await clients(localPort, 1);
  const said = told().map(inWords);
  explain(
    {
      expected:
        'onError to be called for connections that could not be carried, and not for those that went well',
      happened: [
        '2 clients got their answer and ended their connections; the pod answered 2 others and ended theirs',
        `onError was given ${said.join(', ') || 'nothing'}`,
        ...uncaught(),
      ],
      look: 'src/forward-port.ts: when is onError called?',
      read,
    },
    () => {
      expect(said).toEqual([]);
      expect(uncaught()).toEqual([]);
    },
  );
});

const refusals: [string, (pod: TestPod, isOn: boolean) => void][] = [
  ['nothing listens in the pod', (pod, isOn) => (pod.isDeaf = isOn)],
  ['the API server does not let it', (_, isOn) => (cluster().mayForward = !isOn)],
];

test.each(refusals)('an error ends one connection, and is told: %s', async (what, refuse) => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const [before] = await clients(localPort, 1);
  for (let round = 1; round <= 2; round++) {
    refuse(pod, true);
    const already = told().length;
    const refused = await reach(localPort);
    await until(() => refused.isOver && told().length > already);
    refuse(pod, false);
    const errors = told().slice(already);
    before!.send(`round ${round} `);
    await until(() => pod.connections[0]!.received.includes(`round ${round} `));
    const after = await reach(localPort);
    explain(
      {
        expected: `one connection to be ended, and onError to be given an Error that says why; those before and after to go on: ${what}`,
        happened: [
          `the connection: ${fateOf(refused)}`,
          errors.length === 0
            ? 'onError was not called'
            : `onError was given ${errors.map(inWords).join(', ')}`,
          `the connection before it: ${before!.isOver ? 'it is over' : 'it goes on'}`,
          `the connection after it: ${fateOf(after)}`,
          ...uncaught(),
        ],
        look: 'src/forward-port.ts: what becomes of a stream that cannot be opened, and of what the API server writes to the error stream?',
        read,
      },
      () => {
        expect(refused.isOver).toBe(true);
        expect(errors.length).toBeGreaterThan(0);
        expect(errors.every((error) => isError(error) && messageOf(error).length > 5)).toBe(true);
        expect(before!.isOver).toBe(false);
        expect(after.pod).toBe('nats-1');
        expect(uncaught()).toEqual([]);
      },
    );
  }
});

test('npm run forward says why a connection was ended, and goes on', async () => {
  await cluster().addPod('nats-1');
  const program = startForward(cluster(), await freePort());
  const port = (await portOf(program)) ?? 0;
  cluster().mayForward = false;
  const refused = await reach(port);
  // So says the API server to who may not.
  await program.prints('403');
  cluster().mayForward = true;
  const after = await reach(port);
  explain(
    {
      expected: '"npm run forward" to print why a connection was ended, and to go on',
      happened: [
        `the API server refused one: ${fateOf(refused)}`,
        `it said: ${program.lines.join(' / ') || 'nothing'}`,
        `the next one: ${fateOf(after)}`,
      ],
      look: 'src/forward.ts and src/forward-port.ts: who is told of an error of one connection?',
      read,
    },
    () => {
      expect(program.lines.join('\n')).toContain('403');
      expect(after.pod).toBe('nats-1');
    },
  );
});

test('close() ends everything', async () => {
  await cluster().addPod('nats-1');
  const other = await forwardAnywhere();
  const [elsewhere] = await clients(other.localPort, 1);
  const { localPort, close } = await (async () => {
    const value = await forwardAnywhere();
    return { localPort: value.localPort, close: () => value.close() };
  })();
  const all = await clients(localPort, FEW);
  // One reads nothing more, and one keeps its half when the other side has ended.
  all[0]!.stopReading();
  const oneSided = connect(localPort, undefined, true);
  await until(() => oneSided.pod !== undefined);
  const inFlight = connect(localPort);
  await until(() => inFlight.isConnected);
  await inTime(Promise.resolve(close()), {
    expected: 'close() to resolve',
    happened: [
      `it has not, with ${FEW + 2} connections open; one of the clients reads nothing, and one does not end when it is told the end`,
    ],
    look: 'src/forward-port.ts, close(): what does a server that is closed wait for, and who says when a connection is over?',
    read,
  });
  const isFree = await takes(localPort);
  all[0]!.readOn();
  await until(() => open() === 1 && [...all, inFlight].every(({ isOver }) => isOver));
  explain(
    {
      expected: 'close() to end all connections of this forward, and to free its port',
      happened: [
        `${times(all.filter(({ isOver }) => isOver).length)} of ${FEW} the connection of a client is over`,
        `one that had just come: ${inFlight.isOver ? 'it is over' : 'it goes on'}`,
        `another forward: ${elsewhere!.isOver ? 'its connection is over too' : 'its connection goes on'}`,
        isFree ? 'the port is free' : 'the port was taken when close() had resolved',
        `${streams()}, 1 of them of the other forward`,
        ...besides(),
      ],
      look: 'src/forward-port.ts, close(): who is told, and what is waited for?',
      read,
    },
    () => {
      expect([...all, inFlight].every(({ isOver }) => isOver)).toBe(true);
      expect(elsewhere!.isOver).toBe(false);
      expect(isFree).toBe(true);
      expect(open()).toBe(1);
      expect(uncaught()).toEqual([]);
    },
  );
});

async function takes(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
