import fs from 'node:fs';
import path from 'node:path';
import { type PocketCluster, startCluster } from '@workbook/cluster';
import { accessIn, ask } from '@workbook/cluster/client';
import { parse, parseAllDocuments } from 'yaml';
import { apply } from '../src/cluster/apply';

const DEPLOY = path.resolve(__dirname, '..', '..', 'deploy');
const MANIFEST = path.join(DEPLOY, 'nats-depl.yaml');
const PODS = '/api/v1/namespaces/default/pods';
const read = (file: string): string => fs.readFileSync(path.join(DEPLOY, file), 'utf8');

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly ports: readonly { containerPort: number }[];
}

const [deployment, service] = parseAllDocuments(read('nats-depl.yaml')).map(
  (document) => document.toJS() as never,
) as unknown as [
  { spec: { template: { spec: { containers: [Container] } } } },
  { spec: { ports: readonly { port: number; targetPort: number }[] } },
];
const [container] = deployment.spec.template.spec.containers;
const ports = container.ports.map(({ containerPort }) => containerPort);

test('the compose file starts the server of the manifest, for this machine alone', () => {
  const { services } = parse(read('compose.yaml')) as {
    services: { nats: { image: string; command: string[]; ports: string[] } };
  };
  const { nats } = services;
  expect(nats.image).toBe(container.image);
  expect(nats.command).toEqual(container.args);
  expect(nats.ports).toEqual(ports.map((port) => `127.0.0.1:${port}:${port}`));
});

test('the service leads to the ports of the pod', () => {
  expect(service.spec.ports.map(({ port, targetPort }) => [port, targetPort])).toEqual(
    ports.map((port) => [port, port]),
  );
});

test('the page shows the server that keeps its events with the arguments of the compose file', () => {
  const [, block = ''] = /```yaml\n(.*?)```/s.exec(read('README.md')) ?? [];
  const { services } = parse(block) as { services: { nats: { command: string[] } } };
  const { command } = services.nats;
  expect(command.slice(0, container.args.length)).toEqual(container.args);
  expect(command.slice(container.args.length)).toEqual(['-st', 'FILE', '-dir', '/events']);
});

describe('applied to the pocket cluster', () => {
  let cluster: PocketCluster;
  beforeEach(async () => {
    cluster = await startCluster();
  });
  afterEach(() => cluster.stop());

  test('the manifest starts a broker with these arguments', async () => {
    const access = accessIn(cluster.kubeconfig);
    await apply(access, MANIFEST);
    await cluster.settled();
    const { items } = JSON.parse((await ask(access, PODS)).body) as {
      items: [{ metadata: { name: string }; spec: { containers: [Container] } }];
    };
    const [{ metadata, spec }] = items;
    expect(spec.containers[0]).toMatchObject({ image: container.image, args: container.args });
    const { body: log } = await ask(access, `${PODS}/${metadata.name}/log`);
    expect(log).toContain('STREAM: Starting nats-streaming-server[ticketing] version 0.25.6\n');
    expect(log).toContain('Listening for client connections on 0.0.0.0:4222\n');
    expect(log).toContain('Starting http monitor on 0.0.0.0:8222\n');
    expect(log).toContain('[DBG] STREAM: ');
    expect(log).toContain('STREAM: Streaming Server is ready\n');
  });

  test('what it does not take is told, with the file', async () => {
    const access = accessIn(cluster.kubeconfig);
    await apply(access, MANIFEST);
    await expect(apply(access, MANIFEST)).rejects.toThrow(
      `The cluster does not take Deployment nats-depl of ${MANIFEST}: 409 `,
    );
  });
});
