import { VirtualClock } from '@workbook/clock';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectTLS, type TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import type { ClusterEvent, Image, PocketCluster } from '../src';
import type { Deployment, Endpoints, Pod } from '../src/objects';
import {
  aCluster,
  ask,
  create,
  deploymentOf,
  DEPLOYMENTS,
  get,
  podOf,
  PODS,
  stopAll,
} from './running-cluster';

afterEach(stopAll);

const clock = new VirtualClock();
const pass = (cluster: PocketCluster, ms: number): Promise<void> =>
  clock.pass(ms, () => cluster.settled());
const listPods = async (cluster: PocketCluster): Promise<Pod[]> =>
  (await get<{ items: Pod[] }>(cluster, PODS)).items;
const nameOf = (pod: Pod | undefined): string => pod!.metadata.name;

/** Ends only when it is killed. */
const stubborn: Image = () => {
  let exit: (code: number) => void;
  return {
    ready: Promise.resolve(),
    exited: new Promise((resolve) => (exit = resolve)),
    connect: () => undefined,
    signal: (name) => {
      if (name === 'SIGKILL') exit(137);
    },
    settled: () => Promise.resolve(),
  };
};

test('what ignores SIGTERM is killed when its grace period is over', async () => {
  const events: ClusterEvent[] = [];
  const cluster = await aCluster({
    clock,
    images: { stubborn },
    emit: (event) => events.push(event),
  });
  const containers = [{ name: 'n', image: 'stubborn' }];
  await create(cluster, PODS, podOf('stubborn', { containers, terminationGracePeriodSeconds: 5 }));
  const deleted = await get<Pod>(cluster, `${PODS}/stubborn`, { method: 'DELETE' });
  expect(deleted.metadata.deletionGracePeriodSeconds).toBe(5);
  await pass(cluster, 4000);
  expect((await listPods(cluster)).map(nameOf)).toEqual(['stubborn']);
  await pass(cluster, 1000);
  expect(await listPods(cluster)).toEqual([]);
  expect(events.map(({ type }) => type)).toEqual([
    'pod started',
    'pod ready',
    'pod told to end',
    'pod gone',
  ]);
});

test('a grace period of 0 kills at once', async () => {
  const cluster = await aCluster({ clock, images: { stubborn } });
  await create(cluster, PODS, podOf('s', { containers: [{ name: 'n', image: 'stubborn' }] }));
  await get(cluster, `${PODS}/s`, { method: 'DELETE', body: { gracePeriodSeconds: 0 } });
  expect(await listPods(cluster)).toEqual([]);
});

test('a deployment replaces a pod that is deleted, under another name and address', async () => {
  const cluster = await aCluster({ clock });
  await create(cluster, DEPLOYMENTS, deploymentOf());
  const [before] = await listPods(cluster);
  expect(before?.status).toMatchObject({ phase: 'Running', podIP: '10.244.0.7' });
  await get(cluster, `${PODS}/${nameOf(before)}`, { method: 'DELETE' });
  await cluster.settled();
  const after = await listPods(cluster);
  expect(after).toHaveLength(1);
  expect(nameOf(after[0])).not.toBe(nameOf(before));
  expect(after[0]?.status).toMatchObject({ phase: 'Running', podIP: '10.244.0.8' });
});

test('a deployment is scaled by a patch, has new pods for a new template, and takes all with it', async () => {
  const cluster = await aCluster({ clock });
  await create(cluster, DEPLOYMENTS, deploymentOf());
  const patch = async (body: object): Promise<void> => {
    const headers = { 'content-type': 'application/strategic-merge-patch+json' };
    await get(cluster, `${DEPLOYMENTS}/nats-depl`, { method: 'PATCH', headers, body });
    await cluster.settled();
  };
  await patch({ spec: { replicas: 3 } });
  const three = (await listPods(cluster)).map(nameOf);
  expect(three).toHaveLength(3);
  // The element of the list is found by its name: its image and its ports stay.
  const args = ['-p', '4222', '-cid', 'other'];
  await patch({ spec: { template: { spec: { containers: [{ name: 'nats', args }] } } } });
  const now = await listPods(cluster);
  expect(now.map(({ spec }) => spec.containers[0]?.args?.at(-1))).toEqual(Array(3).fill('other'));
  expect(now[0]?.spec.containers[0]?.image).toBe('nats-streaming:0.25.6');
  const deployment = await get<Deployment>(cluster, `${DEPLOYMENTS}/nats-depl`);
  expect(deployment.status).toMatchObject({
    replicas: 3,
    updatedReplicas: 3,
    availableReplicas: 3,
  });
  await get(cluster, `${DEPLOYMENTS}/nats-depl`, { method: 'DELETE' });
  await cluster.settled();
  expect(await listPods(cluster)).toEqual([]);
});

test('a name that is taken stops nobody but who wants it', async () => {
  const cluster = await aCluster({ clock });
  await create(cluster, DEPLOYMENTS, deploymentOf());
  const sets = DEPLOYMENTS.replace('deployments', 'replicasets');
  interface Set {
    kind: string;
    apiVersion: string;
    metadata: object;
    spec: object;
  }
  const [set] = (await get<{ items: Set[] }>(cluster, sets)).items;
  await get(cluster, `${DEPLOYMENTS}/nats-depl`, { method: 'DELETE' });
  await cluster.settled();
  const { metadata, spec } = set!;
  const { name } = metadata as { name: string };
  await create(cluster, sets, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name },
    spec: { ...spec, replicas: 0 },
  });
  await create(cluster, DEPLOYMENTS, deploymentOf());
  expect(await listPods(cluster)).toEqual([]);
  await create(cluster, PODS, podOf('nats-1'));
  expect((await listPods(cluster)).map(nameOf)).toEqual(['nats-1']);
});

test('arguments that the server refuses: the container ends, and is started again later and later', async () => {
  const cluster = await aCluster({ clock });
  const containers = [{ name: 'nats', image: 'nats-streaming', args: ['-cid'] }];
  await create(cluster, PODS, podOf('wrong', { containers }));
  const status = async () =>
    (await get<Pod>(cluster, `${PODS}/wrong`)).status.containerStatuses![0]!;
  expect(await status()).toMatchObject({
    ready: false,
    restartCount: 0,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 1 } },
  });
  await pass(cluster, 10_000);
  expect(await status()).toMatchObject({ restartCount: 1 });
  await pass(cluster, 19_000);
  expect(await status()).toMatchObject({ restartCount: 1 });
  await pass(cluster, 1000);
  expect(await status()).toMatchObject({ restartCount: 2 });
  expect((await ask(cluster, `${PODS}/wrong/log`)).body).toContain('does not start a server');
});

test('an image that is not there, and a node that is not there, keep a pod from running', async () => {
  const cluster = await aCluster({ clock });
  await create(cluster, PODS, podOf('image', { containers: [{ name: 'n', image: 'mysql' }] }));
  await create(cluster, PODS, podOf('node', { nodeSelector: { disk: 'fast' } }));
  const [image, node] = await listPods(cluster);
  expect(image?.status.containerStatuses?.[0]?.state.waiting?.reason).toBe('ImagePullBackOff');
  expect(node?.status).toMatchObject({
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
  });
  expect((await ask(cluster, `${PODS}/image/log`)).body).toContain(
    'container \\"n\\" in pod \\"image\\" is waiting to start: ImagePullBackOff',
  );
  await get(cluster, `${PODS}/node`, { method: 'DELETE' });
  expect((await listPods(cluster)).map(nameOf)).toEqual(['image']);
});

test('a service has an address, and leads to the pods that are ready', async () => {
  const cluster = await aCluster({ clock });
  await create(cluster, PODS.replace('pods', 'services'), {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'nats-srv' },
    spec: { selector: { app: 'nats' }, ports: [{ port: 4222 }] },
  });
  const endpoints = async (): Promise<Endpoints> =>
    get(cluster, PODS.replace('pods', 'endpoints/nats-srv'));
  expect((await endpoints()).subsets).toEqual([]);
  await create(cluster, PODS, podOf('nats-1'));
  expect((await endpoints()).subsets).toMatchObject([
    { addresses: [{ ip: '10.244.0.7' }], ports: [{ port: 4222 }] },
  ]);
});

test('the kubeconfig is for its owner alone, and goes with the cluster', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cluster-'));
  try {
    const file = path.join(folder, 'config');
    const cluster = await aCluster({ kubeconfig: file });
    expect(readFileSync(file, 'utf8')).toBe(cluster.kubeconfig);
    expect(cluster.kubeconfig).toContain(cluster.token);
    await stopAll();
    expect(existsSync(file)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('nothing is left open when it stops: watches, logs that are followed, forwards', async () => {
  const cluster = await aCluster();
  await create(cluster, PODS, podOf('nats-1'));
  const { port } = new URL(cluster.url);
  const sockets: TLSSocket[] = [];
  for (const line of [
    `GET ${PODS}?watch=true HTTP/1.1`,
    `GET ${PODS}/nats-1/log?follow=true HTTP/1.1`,
    `POST ${PODS}/nats-1/portforward HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: portforward.k8s.io`,
  ]) {
    const socket = connectTLS({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false });
    sockets.push(socket.on('error', () => undefined));
    socket.write(`${line}\r\nHost: x\r\nAuthorization: Bearer ${cluster.token}\r\n\r\n`);
    await once(socket, 'data');
  }
  const closed = Promise.all(sockets.map((socket) => once(socket.resume(), 'close')));
  await stopAll();
  await closed;
});
