import { randomBytes } from 'node:crypto';
import {
  explain,
  inTime,
  isPortFree,
  needs,
  type PodConnection,
  type TestPod,
  times,
} from '@workbook/testkit';
import * as forwarding from '../src/forward-port';
import type { Client } from './client';
import { fateOf } from './cluster';
import { leaveEarly } from './early';
import { inWords, isError, messageOf } from './outcome';
import { portOf, startForward } from './program';
import { atPod, useStreams } from './streams';
import { wholeInBothDirections, wholeToSlowReader } from './volume';

const its = useStreams();
const {
  cluster,
  forwardAnywhere,
  reach,
  connect,
  uncaught,
  told,
  until,
  known,
  open,
  streams,
  besides,
  shown,
  clients,
} = its;
needs(forwarding, 'src/forward-port.ts', { forwardPort: 'function' });

const read = 'README.md, "Step 3: many connections, each with an end"';
const MANY = 20;
const FEW = 8;

test('many connections at once, each a stream of its own, with its own bytes', async () => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const all = await clients(localPort, MANY);
  all.forEach((client, index) => client.send(`order ${index} `));
  const heard = (index: number): PodConnection | undefined => atPod(pod, `order ${index} `);
  await until(() => all.every((_, index) => heard(index)));
  all.forEach((_, index) => heard(index)?.send(`answer ${index} `));
  await until(() => all.every(({ said }) => said.length > 0));
  shown(
    `each of ${MANY} clients to get the answer to its own order`,
    [
      ...all.map(
        ({ said }, index) =>
          `client ${index}: ${heard(index) ? 'nats-1 got its order alone' : 'nats-1 did not get its order alone'}, it got "${said.toString()}"`,
      ),
      ...besides(),
    ],
    ': what do two connections share?',
    () => expect(all.map(({ said }) => said.toString())).toEqual(all.map((_, i) => `answer ${i} `)),
  );
  shown(
    'onError to be called for connections that could not be forwarded, and for no other',
    besides(),
    ': when is onError called?',
    () => expect(besides()).toEqual([]),
  );
});

test('bytes arrive whole, however many, in both directions', () => wholeInBothDirections(its));
test('a client that reads slowly gets all that the pod had sent, and then the end', () =>
  wholeToSlowReader(its));

test.each([
  ['ends its connection', (client: Client) => client.end()],
  ['breaks off', (client: Client) => client.reset()],
])('a client that %s is gone for the pod too, and only that one', async (what, leave) => {
  const pod = await cluster().addPod('nats-1');
  const { localPort } = await forwardAnywhere();
  const [stays, ...others] = await clients(localPort, 6);
  others.forEach(leave);
  await until(() => open() <= 1);
  stays!.send('still there? ');
  await until(() => atPod(pod, 'still there? ') !== undefined);
  atPod(pod, 'still there? ')?.send('yes');
  await until(() => stays!.said.length > 0);
  shown(
    `a client that ${what} to leave nothing behind, and the others to go on`,
    [
      `5 of 6 clients left: ${streams()}`,
      stays!.said.toString() === 'yes'
        ? 'the sixth goes on'
        : `the sixth asked, and was told "${stays!.said.toString()}"`,
      ...besides(),
    ],
    ': which events of the local socket end the stream?',
    () => {
      expect(open()).toBe(1);
      expect(stays!.said.toString()).toBe('yes');
      expect(uncaught()).toEqual([]);
    },
  );
});

test.each([
  ['end their connection', (client: Client) => client.end()],
  ['break off', (client: Client) => client.reset()],
])('clients that %s before their streams are there leave nothing behind', (what, leave) =>
  leaveEarly(its, what, leave),
);

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
  shown(
    'a client to get the last byte, and then the end, when the pod ends its connection; the others go on',
    [
      `the pod sent ${bytes.length} bytes and ended: the client got ${large!.said.length}, and ${large!.isOver ? 'its connection is over' : 'waits for more'}`,
      `the pod ended another without a word: ${empty!.isOver ? 'it is over' : 'its client waits for more'}`,
      `a third was left alone: ${stays!.isOver ? 'it is over' : 'it goes on'}`,
      streams(),
      ...besides(),
    ],
    ': who is told when the stream closes, and what is still on its way then?',
    () => {
      expect(large!.said.equals(bytes)).toBe(true);
      expect([large!.isOver, empty!.isOver, stays!.isOver]).toEqual([true, true, false]);
      expect(open()).toBe(1);
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
  shown(
    'onError to be called for connections that could not be carried, and not for those that went well',
    [
      '2 clients got their answer and ended their connections; the pod answered 2 others and ended theirs',
      `onError was given ${said.join(', ') || 'nothing'}`,
      ...uncaught(),
    ],
    ': when is onError called?',
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
    shown(
      `one connection to be ended, and onError to be given an Error that says why; those before and after to go on: ${what}`,
      [
        `the connection: ${fateOf(refused)}`,
        errors.length === 0
          ? 'onError was not called'
          : `onError was given ${errors.map(inWords).join(', ')}`,
        `the connection before it: ${before!.isOver ? 'it is over' : 'it goes on'}`,
        `the connection after it: ${fateOf(after)}`,
        ...uncaught(),
      ],
      ': what becomes of a stream that cannot be opened, and of what the API server writes to the error stream?',
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
  const program = startForward(cluster(), await cluster().freePort());
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
  const forward = await forwardAnywhere();
  const { localPort } = forward;
  const all = await clients(localPort, FEW);
  // One reads nothing more, and one keeps its half when the other side has ended.
  all[0]!.stopReading();
  const oneSided = connect(localPort, undefined, true);
  await until(() => oneSided.pod !== undefined);
  // The API server has not answered yet when it closes, and does so then.
  const letGo = cluster().holdForwards();
  const inFlight = connect(localPort);
  await until(() => cluster().held > 0);
  const closing = Promise.resolve(forward.close());
  letGo();
  await inTime(closing, {
    expected: 'close() to resolve',
    happened: [
      `it has not, with ${FEW + 2} connections open; one of the clients reads nothing, and one does not end when it is told the end`,
    ],
    look: 'src/forward-port.ts, close(): what does a server that is closed wait for, and who says when a connection is over?',
    read,
  });
  const wasFree = await isPortFree(localPort);
  all[0]!.readOn();
  await until(() => open() === 1 && [...all, inFlight].every(({ isOver }) => isOver));
  shown(
    'close() to end all connections of this forward, and to free its port',
    [
      `${times(all.filter(({ isOver }) => isOver).length)} of ${FEW} the connection of a client is over`,
      `one that had just come: ${inFlight.isOver ? 'it is over' : 'it goes on'}`,
      `another forward: ${elsewhere!.isOver ? 'its connection is over too' : 'its connection goes on'}`,
      wasFree ? 'the port is free' : 'the port was taken when close() had resolved',
      `${streams()}, 1 of them of the other forward`,
      ...besides(),
    ],
    ', close(): who is told, and what is waited for?',
    () => {
      expect([...all, inFlight].every(({ isOver }) => isOver)).toBe(true);
      expect(elsewhere!.isOver).toBe(false);
      expect(wasFree).toBe(true);
      expect(open()).toBe(1);
      expect(uncaught()).toEqual([]);
    },
  );
});
