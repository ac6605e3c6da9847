import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newCertificate } from '../../../src/certificate/certificate';
import { kubeconfig } from '../../../src/kubeconfig';
import { objectOf, send } from '../ask';
import type { Behind } from '../pocket';
import { NODE } from '../row';
import type { Server } from '../server';
import type { Built } from './build';
import { Daemon, found, isProgram } from './program';

const HOST = '127.0.0.1';
/** So long each of them may take until it answers. */
const LIMIT_MS = 60_000;
const STAGES = ['node/fast/node-initialize', 'pod/fast/pod-ready', 'pod/fast/pod-delete'];

/**
 * A real API server with a node of kwok, in whose pods `behind` listens; all of it on loopback, on free
 * ports, and thrown away at the end.
 *
 * @returns what is done with it
 * @throws Error with the last words of a program that does not start
 */
export async function withReal<T>(
  { apiserver, kwok, stages }: Built,
  etcd: string,
  behind: Behind,
  use: (server: Server) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubernetes-'));
  const daemons: Daemon[] = [];
  const file = (name: string, text?: string): string => {
    if (text !== undefined) writeFileSync(path.join(folder, name), text, { mode: 0o600 });
    return path.join(folder, name);
  };
  const start = (program: string, args: readonly string[], env?: object): Daemon => {
    const daemon = new Daemon(program, args, file(`${daemons.length}.log`), env);
    daemons.push(daemon);
    return daemon;
  };
  try {
    const [client, peer, port, kubelet] = await Promise.all([
      freePort(),
      freePort(),
      freePort(),
      freePort(),
    ]);
    const store = start(etcd, [
      `--data-dir=${file('etcd')}`,
      `--listen-client-urls=http://${HOST}:${client}`,
      `--advertise-client-urls=http://${HOST}:${client}`,
      `--listen-peer-urls=http://${HOST}:${peer}`,
    ]);
    const key64 = Buffer.from('before').toString('base64');
    // So much has happened before there was an API server: a watch may be told that its version is too old.
    for (let left = 10; left > 0; left -= 1) {
      await until(store, async () => {
        const body = JSON.stringify({ key: key64, value: key64 });
        return (await fetch(`http://${HOST}:${client}/v3/kv/put`, { method: 'POST', body })).ok;
      });
    }
    const token = randomBytes(24).toString('base64url');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = file('accounts.key', privateKey.export({ type: 'pkcs1', format: 'pem' }) as string);
    const api = start(apiserver, [
      `--etcd-servers=http://${HOST}:${client}`,
      `--bind-address=${HOST}`,
      `--secure-port=${port}`,
      `--cert-dir=${folder}`,
      `--token-auth-file=${file('tokens.csv', `${token},admin,admin,system:masters\n`)}`,
      '--authorization-mode=AlwaysAllow',
      '--anonymous-auth=false',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://localhost',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      // Both are for a cluster of several machines with all of its controllers.
      '--endpoint-reconciler-type=none',
      '--disable-admission-plugins=ServiceAccount',
    ]);
    const url = `https://${HOST}:${port}`;
    await until(api, () => existsSync(file('apiserver.crt')));
    const server = { url, token, ca: readFileSync(file('apiserver.crt'), 'utf8') };
    await until(api, async () => (await send(server, { path: '/readyz' })).status === 200);
    const identity = newCertificate(Date.now());
    const node = start(
      kwok,
      [
        `--kubeconfig=${file('kubeconfig', kubeconfig(url, server.ca, token))}`,
        `--config=${file('kwok.yaml', configOf(stages, behind))}`,
        '--manage-all-nodes=true',
        `--node-ip=${HOST}`,
        `--node-port=${kubelet}`,
        `--server-address=${HOST}:${kubelet}`,
        `--tls-cert-file=${file('kubelet.crt', identity.certificate)}`,
        `--tls-private-key-file=${file('kubelet.key', identity.key)}`,
        '--node-lease-duration-seconds=0',
      ],
      // etcd before 3.6 cannot say how far a watch has come, for which kwok would wait.
      { KUBE_FEATURE_WatchListClient: 'false' },
    );
    await send(server, {
      method: 'POST',
      path: '/api/v1/nodes',
      body: { apiVersion: 'v1', kind: 'Node', metadata: { name: NODE } },
    });
    await until(node, async () => {
      const { status } = objectOf(await send(server, { path: `/api/v1/nodes/${NODE}` })) as {
        status: { conditions?: { type: string; status: string }[] };
      };
      return (
        status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') === true
      );
    });
    return await use(server);
  } finally {
    await Promise.all(daemons.map((daemon) => daemon.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error if there is none */
export function etcdAt(given: string | undefined): string {
  const etcd = given ?? found('etcd');
  if (etcd !== undefined && isProgram(etcd)) return etcd;
  throw new Error(
    'etcd is not on the PATH, in which the real API server keeps its objects.\n    apt-get install etcd-server\n    npm run conformance:cluster -- --real --etcd PATH      for one that is elsewhere',
  );
}

/** What becomes of nodes and pods, and where the ports of pods lead. JSON is YAML, too. */
function configOf(stages: string, { ports }: Behind): string {
  const forward = {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterPortForward',
    metadata: { name: 'behind' },
    spec: {
      forwards: [...ports].map(([asked, port]) => ({
        ports: [asked],
        target: { address: HOST, port },
      })),
    },
  };
  const texts = STAGES.map((name) => readFileSync(path.join(stages, `${name}.yaml`), 'utf8'));
  return [...texts, JSON.stringify(forward)].join('\n---\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, HOST), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when it is so. @throws if the program ends before, or takes too long */
async function until(daemon: Daemon, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    daemon.check();
    try {
      if (await isSo()) return;
    } catch {
      // It does not listen yet.
    }
    if (Date.now() > end) throw new Error(`a program does not answer after ${LIMIT_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
