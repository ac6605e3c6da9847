import { CoreV1Api, KubeConfig, PortForward } from '@kubernetes/client-node';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { Answer, TestCluster } from '@workbook/testkit/predict';
import { type Forward, forwardPort } from './src/forward-port';

function configOf(cluster: TestCluster): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig);
  return config;
}

function forward(cluster: TestCluster): Promise<Forward> {
  return forwardPort({
    kubeConfig: configOf(cluster),
    namespace: 'default',
    selector: 'app=nats',
    port: 4222,
    localPort: 0,
    onError: () => undefined,
  });
}

/** What the first line of a connection says, or that there was none. */
async function reached(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const over = once(socket, 'close').then(() => 'nowhere: it was closed');
  const line = once(socket, 'data').then(([bytes]) => `at ${String(bytes).trim()}`);
  const where = await Promise.race([line, over]);
  socket.destroy();
  return where;
}

/** What many have written: a stream to this pod for each connection, and no look at how it ends. */
async function toPod(cluster: TestCluster, pod: string): Promise<{ port: number; end(): void }> {
  const library = new PortForward(configOf(cluster));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    library.portForward('default', pod, [4222], socket, null, socket).catch(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, end: () => server.close() };
}

const replaced: Answer = async (_, startCluster) => {
  const cluster = await startCluster();
  await cluster.addPod('nats-1');
  const byName = await toPod(cluster, 'nats-1');
  const byLabel = await forward(cluster);
  await cluster.deletePod('nats-1');
  await cluster.addPod('nats-2');
  const ends = [await reached(byName.port), await reached(byLabel.localPort)];
  byName.end();
  await byLabel.close();
  return `${ends[0]}. Who looks for the pod by its label at each connection ends ${ends[1]}.`;
};

const ending: Answer = async (_, startCluster) => {
  const cluster = await startCluster();
  await cluster.addPod('nats-1', { ignoresSIGTERM: true });
  await cluster.deletePod('nats-1');
  const core = configOf(cluster).makeApiClient(CoreV1Api);
  const { status } = await core.readNamespacedPod({ name: 'nats-1', namespace: 'default' });
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  return `Its condition Ready is ${ready}. That it is to end, its deletionTimestamp says.`;
};

const early: Answer = async (_, startCluster) => {
  const cluster = await startCluster();
  await cluster.addPod('nats-1');
  const careless = await toPod(cluster, 'nats-1');
  const careful = await forward(cluster);
  const open = (): number => cluster.forwarded.filter(({ isOpen }) => isOpen).length;
  const counts: number[] = [];
  for (const port of [careless.port, careful.localPort]) {
    const before = { all: cluster.forwarded.length, open: open() };
    for (let count = 0; count < 8; count++) {
      const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
      await once(socket, 'connect');
      socket.resetAndDestroy();
    }
    // What comes behind them is there when their streams have been opened.
    await cluster.until(() => cluster.forwarded.length === before.all + 8, 2000);
    await cluster.until(() => open() === before.open, 1000);
    counts.push(open() - before.open);
  }
  careless.end();
  await careful.close();
  return `${counts[0]}. The solution's leaves ${counts[1]}.`;
};

export const answers = [replaced, ending, early];
