import * as library from '@kubernetes/client-node';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ClusterEvent, PocketCluster } from '../src';
import { configOf } from './client-library';
import {
  aCluster,
  create,
  deploymentOf,
  DEPLOYMENTS,
  podOf,
  PODS,
  stopAll,
} from './running-cluster';

const events: ClusterEvent[] = [];
let cluster: PocketCluster;
let config: library.KubeConfig;
let core: library.CoreV1Api;

beforeEach(async () => {
  events.length = 0;
  cluster = await aCluster({ emit: (event) => events.push(event) });
  config = configOf(cluster);
  core = config.makeApiClient(library.CoreV1Api);
});
afterEach(stopAll);

const names = ({ items }: { items: library.V1Pod[] }): (string | undefined)[] =>
  items.map(({ metadata }) => metadata?.name);

/** The first of an array that will have one. */
async function soon<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A connection through a forward: what comes, and where to write. */
async function forwarded(pod: string, port: number) {
  const [output, error, input] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const forward = new library.PortForward(config);
  const socket = await forward.portForward('default', pod, [port], output, error, input);
  return { output, error, input, socket: socket as WebSocket };
}

test('pods are listed by label and by field, and read by name', async () => {
  await create(cluster, PODS, podOf('nats-1'));
  await create(cluster, PODS, { ...podOf('other'), metadata: { name: 'other' } });
  expect(names(await core.listNamespacedPod({ namespace: 'default' }))).toEqual([
    'nats-1',
    'other',
  ]);
  const byLabel = { namespace: 'default', labelSelector: 'app=nats' };
  expect(names(await core.listNamespacedPod(byLabel))).toEqual(['nats-1']);
  const byField = { namespace: 'default', fieldSelector: 'metadata.name!=nats-1' };
  expect(names(await core.listNamespacedPod(byField))).toEqual(['other']);
  const pod = await core.readNamespacedPod({ namespace: 'default', name: 'nats-1' });
  expect(pod.status).toMatchObject({ phase: 'Running', podIP: '10.244.0.7' });
  await expect(
    core.readNamespacedPod({ namespace: 'default', name: 'nobody' }),
  ).rejects.toMatchObject({ code: 404 });
});

test('a watch sees a pod come, end and be gone, and its successor', async () => {
  await create(cluster, DEPLOYMENTS, deploymentOf());
  const [pod] = (await core.listNamespacedPod({ namespace: 'default' })).items;
  const seen: string[] = [];
  const watch = new library.Watch(config);
  const request = await watch.watch(
    PODS,
    { labelSelector: 'app=nats' },
    (phase: string, object: library.V1Pod) => seen.push(`${phase} ${object.metadata?.name}`),
    () => undefined,
  );
  const name = pod!.metadata!.name!;
  await soon(() => (seen.includes(`ADDED ${name}`) ? true : undefined));
  await core.deleteNamespacedPod({ namespace: 'default', name });
  await soon(() => (seen.includes(`DELETED ${name}`) ? true : undefined));
  const successor = await soon(() => seen.find((s) => s.startsWith('ADDED') && !s.endsWith(name)));
  expect(successor).toMatch(/^ADDED nats-depl-\w{10}-\w{5}$/);
  request.abort();
});

test('logs are what the broker writes', async () => {
  await create(cluster, PODS, podOf('nats-1'));
  const log = await core.readNamespacedPodLog({ namespace: 'default', name: 'nats-1' });
  expect(log).toContain('[INF] STREAM: Starting nats-streaming-server[ticketing] version 0.25.6');
  expect(log).toContain('[INF] Listening for client connections on 0.0.0.0:4222\n');
  expect(log).toMatch(/\[INF\] STREAM: Streaming Server is ready\n$/);
});

test('20 connections at once reach the broker, and closing one side closes the other', async () => {
  await create(cluster, PODS, podOf('nats-1'));
  const all = await Promise.all(Array.from({ length: 20 }, () => forwarded('nats-1', 4222)));
  for (const { output } of all) {
    // Two bytes of the port are taken off by the library.
    let text = '';
    while (!text.includes('\r\n')) text += String((await once(output, 'data'))[0]);
    expect(text).toMatch(/^INFO \{/);
  }
  const opened = events.filter(({ type }) => type === 'connection opened');
  expect(opened).toHaveLength(20);
  for (const { input } of all) input.end();
  await soon(() =>
    events.filter(({ type }) => type === 'connection closed').length === 20 ? true : undefined,
  );
});

test('a forward ends with its pod, and the next connection to it is refused', async () => {
  await create(cluster, PODS, podOf('nats-1'));
  const { socket } = await forwarded('nats-1', 4222);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await core.deleteNamespacedPod({ namespace: 'default', name: 'nats-1' });
  await closed;
  await cluster.settled();
  await expect(forwarded('nats-1', 4222)).rejects.toMatchObject({
    message: 'Unexpected server response: 404',
  });
});

test('the manifests start the broker that they describe', async () => {
  const file = path.join(__dirname, '..', '..', 'deploy', 'nats-depl.yaml');
  const [deployment, service] = library.loadAllYaml(readFileSync(file, 'utf8')) as object[];
  await create(cluster, DEPLOYMENTS, deployment!);
  await create(cluster, PODS.replace('pods', 'services'), service!);
  const [pod] = (await core.listNamespacedPod({ namespace: 'default' })).items;
  const { output, input } = await forwarded(pod!.metadata!.name!, 8222);
  input.write('GET /streaming/serverz HTTP/1.0\r\n\r\n');
  let text = '';
  while (!text.includes('cluster_id')) text += String((await once(output, 'data'))[0]);
  expect(text).toMatch(/"cluster_id": ?"ticketing"/);
});

test('a port that nobody serves says so on the error stream', async () => {
  await create(cluster, PODS, podOf('nats-1'));
  const { error } = await forwarded('nats-1', 4999);
  let text = '';
  while (!text.includes('uid')) text += String((await once(error, 'data'))[0]);
  expect(text).toContain('error forwarding port 4999 to pod nats-1/default, uid : ');
});
