import { readFileSync } from 'node:fs';
import { loadAllYaml } from '@kubernetes/client-node';
import { connect as connectStan, type Stan } from 'node-nats-streaming';
import {
  cutOff,
  explain,
  Looking,
  type Manifest,
  NATS_MANIFESTS,
  needs,
  patient,
} from '@workbook/testkit';
import * as forwarding from '../src/forward-port';
import { fateOf, useCluster } from './cluster';
import { inWords, isError } from './outcome';

const { cluster, forwardAnywhere, reach, uncaught, told, besides, until, known } = useCluster();
needs(forwarding, 'src/forward-port.ts', { forwardPort: 'function' });

const look = 'src/forward-port.ts: when is it decided which pod a connection goes to?';
const read = 'notes/01-reaching-the-broker.md, "One pod, for as long as it lives"';

test('the pod is replaced, again and again: the next connection reaches the new one', async () => {
  // In the order of names, a successor comes before as well as behind.
  const names = ['nats-m', 'nats-z', 'nats-a', 'nats-q'];
  await cluster().addPod(names[0]!);
  const { localPort } = await forwardAnywhere();
  let last = await reach(localPort);
  for (const [index, name] of names.slice(1).entries()) {
    const old = names[index]!;
    await cluster().deletePod(old);
    await cluster().addPod(name);
    await known();
    await until(() => last.isOver);
    const already = cluster().askedFor.length;
    const next = await reach(localPort);
    explain(
      {
        expected: `the connection to ${old} to end, and the next one to reach ${name}, which has come in its place`,
        happened: [
          `the connection to ${old}: ${last.isOver ? 'it is over' : 'its client still waits'}`,
          `the next one: ${fateOf(next)}`,
          ...cluster()
            .askedFor.slice(already)
            .map((pod) =>
              pod === old
                ? `the tunnel died, not NATS: the API server was asked for ${old}, which is gone`
                : `the API server was asked for ${pod}`,
            ),
          ...besides(),
        ],
        look,
        read,
      },
      () => {
        expect(last.isOver).toBe(true);
        expect(next.pod).toBe(name);
        expect(uncaught()).toEqual([]);
      },
    );
    last = next;
  }
});

test('who watches goes on when the API server has ended the watch', async () => {
  await cluster().addPod('nats-m');
  const { localPort } = await forwardAnywhere();
  await known();
  // Twice: another watch has been begun by then, and is ended too.
  for (const name of ['nats-a', 'nats-z']) {
    const old = await reach(localPort);
    await cluster().endWatches();
    await known();
    if (old.pod !== undefined) await cluster().deletePod(old.pod);
    await cluster().addPod(name);
    await known();
    const next = await reach(localPort);
    explain(
      {
        expected: `the next connection to reach ${name}, also when the API server has ended all watches before the pod was replaced`,
        happened: [
          `before: ${fateOf(old)}`,
          `when ${name} had come in its place: ${fateOf(next)}`,
          ...besides(),
        ],
        look: 'src/forward-port.ts: what is done when a watch ends?',
        read: 'README.md, "Step 4: the pod is replaced"',
      },
      () => {
        expect(next.pod).toBe(name);
        expect(uncaught()).toEqual([]);
      },
    );
  }
});

test('a pod that takes its time to end gets no new connection', async () => {
  const old = await cluster().addPod('nats-a', { ignoresSIGTERM: true });
  const { localPort } = await forwardAnywhere();
  const before = await reach(localPort);
  await cluster().deletePod('nats-a');
  await cluster().addPod('nats-b');
  await known();
  const next = await reach(localPort);
  old.exit(0);
  await known();
  await until(() => before.isOver);
  const last = await reach(localPort);
  explain(
    {
      expected:
        'new connections to reach nats-b: nats-a is Terminating, and its connection ends with it',
      happened: [
        `while nats-a was Terminating: ${fateOf(next)}`,
        `when it had ended, the connection to it: ${before.isOver ? 'it is over' : 'its client still waits'}`,
        `the next one: ${fateOf(last)}`,
        ...besides(),
      ],
      look,
      read,
    },
    () => {
      expect([next.pod, last.pod]).toEqual(['nats-b', 'nats-b']);
      expect(before.isOver).toBe(true);
    },
  );
});

test('while no pod is ready, connections are ended; then they are forwarded again', async () => {
  await cluster().addPod('nats-0');
  const { localPort } = await forwardAnywhere();
  for (let round = 1; round <= 3; round++) {
    const before = await reach(localPort);
    const [old, name] = [`nats-${round - 1}`, `nats-${round}`];
    await cluster().deletePod(old);
    await known();
    const none = await reach(localPort);
    const starting = await cluster().addPod(name, { isReady: false });
    await known();
    const already = told().length;
    const early = await reach(localPort);
    await until(() => early.isOver && told().length > already);
    const errors = told().slice(already);
    starting.becomeReady();
    await known();
    const late = await reach(localPort);
    explain(
      {
        expected: `connections to be ended at once while no pod is ready, with an Error for onError, and to reach ${name} when it is`,
        happened: [
          `${old} was deleted; the connection to it: ${before.isOver ? 'it is over' : 'its client still waits'}`,
          `while there was no pod: ${fateOf(none)}`,
          `while ${name} was starting: ${fateOf(early)}`,
          errors.length === 0
            ? 'onError was not called'
            : `onError was given ${errors.map(inWords).join(', ')}`,
          `when ${name} was ready: ${fateOf(late)}`,
          ...uncaught(),
        ],
        look,
        read,
      },
      () => {
        expect([before.isOver, none.isOver, early.isOver]).toEqual([true, true, true]);
        expect([none.pod, early.pod]).toEqual([undefined, undefined]);
        expect(errors.length > 0 && errors.every(isError)).toBe(true);
        expect(late.pod).toBe(name);
        expect(uncaught()).toEqual([]);
      },
    );
  }
});

test('a container that crashes ends its connections, and another pod gets the next', async () => {
  const first = await cluster().addPod('nats-a');
  const { localPort } = await forwardAnywhere();
  const before = await reach(localPort);
  await cluster().addPod('nats-b');
  first.exit(1);
  await known();
  await until(() => before.isOver);
  const next = await reach(localPort);
  explain(
    {
      expected:
        'the connection to nats-a to end when its container crashes, and the next one to reach nats-b',
      happened: [
        `the connection to nats-a: ${before.isOver ? 'it is over' : 'its client still waits'}`,
        `the next one: ${fateOf(next)}`,
        ...besides(),
      ],
      look,
      read,
    },
    () => {
      expect(before.isOver).toBe(true);
      expect(next.pod).toBe('nats-b');
    },
  );
});

test('a client of NATS Streaming finds the broker in its new pod', async () => {
  await cluster().apply(...(loadAllYaml(readFileSync(NATS_MANIFESTS, 'utf8')) as Manifest[]));
  const { localPort } = await forwardAnywhere();
  const looking = new Looking();
  const seen: string[] = [];
  const dial = (clientID: string): Stan => {
    const stan = connectStan('ticketing', clientID, {
      url: `nats://127.0.0.1:${localPort}`,
      reconnectTimeWait: 20,
      maxReconnectAttempts: -1,
    });
    for (const event of ['connect', 'reconnect', 'error']) {
      stan.on(event, () => looking.note(() => seen.push(`${clientID} ${event}`)));
    }
    return stan;
  };
  const sees = (event: string): Promise<boolean> =>
    looking.until(() => seen.includes(event), patient(4000));
  const stan = dial('shop-1');
  let late: Stan | undefined;
  try {
    await sees('shop-1 connect');
    const [before] = cluster().forwarded;
    if (before) await cluster().deletePod(before.pod);
    await sees('shop-1 reconnect');
    late = dial('shop-2');
    await sees('shop-2 connect');
    const pods = [...new Set(cluster().forwarded.map(({ pod }) => pod))];
    explain(
      {
        expected:
          'a client to be connected again when the pod of the broker has been replaced, and another one to be let in',
        happened: [
          `connections went to ${pods.join(', then to ') || 'no pod'}`,
          `the clients saw: ${seen.join(', ') || 'nothing'}`,
          ...besides(),
        ],
        look,
        read,
      },
      () => {
        expect(seen).toEqual(
          expect.arrayContaining(['shop-1 connect', 'shop-1 reconnect', 'shop-2 connect']),
        );
        expect(pods).toHaveLength(2);
      },
    );
  } finally {
    // Without a goodbye, for which there may be nobody.
    for (const each of [stan, late]) if (each) cutOff(each);
  }
});
