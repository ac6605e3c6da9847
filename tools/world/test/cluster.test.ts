import { existsSync, readFileSync } from 'node:fs';
import { CoreV1Api, KubeConfig, PortForward } from '@kubernetes/client-node';
import { PassThrough } from 'node:stream';
import { isPortFree, type PodOptions, type TestCluster, World } from '../src';

let world: World<{ cluster: object }>;
let cluster: TestCluster;
let config: KubeConfig;
beforeEach(async () => {
  world = await World.open({ cluster: {} });
  ({ cluster } = world.servers);
  config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig);
});
afterEach(() => world.stop());

/** What the API server says of a pod. */
async function pod(name: string, namespace = 'default') {
  const core = config.makeApiClient(CoreV1Api);
  const { metadata, status } = await core.readNamespacedPod({ name, namespace });
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'False';
  return { phase: status?.phase, ready, isEnding: metadata?.deletionTimestamp !== undefined };
}

async function forward(name: string) {
  const [output, errors, input] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const library = new PortForward(config);
  await library.portForward('default', name, [4222], output, errors, input);
  return { output, errors, input };
}

test.each<[string, PodOptions, object]>([
  ['ready', {}, { phase: 'Running', ready: 'True' }],
  ['starting', { isReady: false }, { phase: 'Running', ready: 'False' }],
  ['half', { hasSlowSidecar: true }, { phase: 'Running', ready: 'False' }],
  ['gated', { isGated: true }, { phase: 'Running', ready: 'False' }],
  ['homeless', { isHomeless: true }, { phase: 'Pending', ready: 'False' }],
])('a pod is as the test has it: %s', async (name, options, expected) => {
  await cluster.addPod(name, options);
  expect(await pod(name)).toEqual({ ...expected, isEnding: false });
});

test('a pod becomes ready, crashes, completes, and ends, when the test says so', async () => {
  const starting = await cluster.addPod('starting', { isReady: false });
  starting.becomeReady();
  await cluster.settled();
  expect(await pod('starting')).toMatchObject({ ready: 'True' });
  starting.exit(1);
  await cluster.settled();
  expect(await pod('starting')).toMatchObject({ phase: 'Running', ready: 'False' });

  (await cluster.addPod('job', { isJob: true })).exit(0);
  await cluster.settled();
  expect(await pod('job')).toMatchObject({ phase: 'Succeeded', ready: 'False' });

  const slow = await cluster.addPod('slow', { ignoresSIGTERM: true });
  await cluster.deletePod('slow');
  expect(await pod('slow')).toMatchObject({ ready: 'True', isEnding: true });
  slow.exit(0);
  await cluster.settled();
  await expect(pod('slow')).rejects.toMatchObject({ code: 404 });
});

test('a pod is in the namespace that was created for it', async () => {
  const metadata = { name: 'staging' };
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata });
  await cluster.addPod('nats-1', { namespace: 'staging' });
  expect(await pod('nats-1', 'staging')).toMatchObject({ ready: 'True' });
  await expect(pod('nats-1')).rejects.toMatchObject({ code: 404 });
  await cluster.deletePod('nats-1', 'staging');
  await expect(pod('nats-1', 'staging')).rejects.toMatchObject({ code: 404 });
  await expect(cluster.addPod('nats-1', { namespace: 'nowhere' })).rejects.toThrow('not found');
});

test('what is forwarded to a pod is recorded, and the test is what answers', async () => {
  const server = await cluster.addPod('nats-1');
  const { output, input } = await forward('nats-1');
  let said = '';
  output.on('data', (bytes: Buffer) => cluster.note(() => (said += String(bytes))));
  await cluster.until(() => said === 'nats-1\n', 4000);
  input.write('hello');
  await cluster.until(() => server.connections[0]?.received.length === 5, 4000);
  server.connections[0]!.send('and hello');
  await cluster.until(() => said.endsWith('hello'), 4000);
  expect(said).toBe('nats-1\nand hello');
  expect(server.connections[0]!.received.toString()).toBe('hello');
  expect(cluster.forwarded).toEqual([{ pod: 'nats-1', port: 4222, isOpen: true }]);
  input.end();
  await cluster.until(() => server.connections[0]!.isOver, 4000);
  await cluster.until(() => !cluster.forwarded[0]!.isOpen, 4000);
  expect(cluster.forwarded).toEqual([{ pod: 'nats-1', port: 4222, isOpen: false }]);
});

test('a pod can be deaf, and the API server refuse', async () => {
  const server = await cluster.addPod('nats-1');
  server.isDeaf = true;
  const { errors } = await forward('nats-1');
  let said = '';
  errors.on('data', (bytes: Buffer) => cluster.note(() => (said += String(bytes))));
  await cluster.until(() => said.includes('uid'), 4000);
  expect(said).toContain('error forwarding port 4222 to pod nats-1/default');
  server.isDeaf = false;
  cluster.mayForward = false;
  await expect(forward('nats-1')).rejects.toMatchObject({
    message: 'Unexpected server response: 403',
  });
  expect(await cluster.until(() => false, 1)).toBe(false);
});

test('the API server takes its time for a forward, until the test lets it', async () => {
  await cluster.addPod('nats-1');
  const letGo = cluster.holdForwards();
  const [one, other] = [forward('nats-1'), forward('nats-2')];
  await cluster.until(() => cluster.held === 2, 4000);
  expect([...cluster.askedFor].sort()).toEqual(['nats-1', 'nats-2']);
  expect(cluster.forwarded).toEqual([]);
  letGo();
  await one;
  await expect(other).rejects.toMatchObject({ message: 'Unexpected server response: 404' });
  expect(cluster.held).toBe(0);
});

test('a port to forward from is given to nobody else before the cluster stops', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => cluster.freePort()));
  expect(new Set(ports).size).toBe(20);
  for (const port of ports) expect(await isPortFree(port)).toBe(true);
});

test('its kubeconfig is a file as well, until it stops', async () => {
  expect(readFileSync(cluster.kubeconfigFile, 'utf8')).toBe(cluster.kubeconfig);
  await world.stop();
  expect(existsSync(cluster.kubeconfigFile)).toBe(false);
});
