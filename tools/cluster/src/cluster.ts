import { type Clock, RealClock, StoppableClock } from '@workbook/clock';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { newCertificate } from './certificate/certificate';
import { deployments } from './controllers/deployments';
import { garbage } from './controllers/garbage';
import { Loop } from './controllers/loop';
import { replicaSets } from './controllers/replica-sets';
import { scheduler } from './controllers/scheduler';
import { services } from './controllers/services';
import type { ClusterEvent } from './emit';
import { EventLog } from './events';
import { FieldErrors } from './field-errors';
import { kubeconfig } from './kubeconfig';
import type { NewObject } from './objects';
import { brokerImage } from './pods/broker-image';
import type { Image, Images } from './pods/image';
import { Kubelet } from './pods/kubelet';
import { NAMESPACES } from './resources/others';
import { SERVICES } from './resources/services';
import { APIServer } from './server';
import { Store } from './store';

export interface ClusterOptions {
  /** On it run grace periods, restarts and the times of objects; the machine's unless given. */
  readonly clock?: Clock;
  /** Is told what happens to pods, and to connections that are forwarded to them. */
  readonly emit?: (event: ClusterEvent) => void;
  /** 0, a free one, unless given. */
  readonly port?: number;
  /** A file that is written with what a client needs, and taken away when the cluster stops. */
  readonly kubeconfig?: string;
  /**
   * False: who has the token may do all but forward ports; true unless given. Asked for each forward, with
   * the name of its pod; the forward has its answer when this has.
   */
  readonly mayForward?: (pod: string) => boolean | Promise<boolean>;
  /** What more can run than `nats-streaming`, by the name of its image. */
  readonly images?: Readonly<Record<string, Image>>;
}

/** A running cluster: an API server and one node. */
export interface PocketCluster {
  /** Where the API server listens, on loopback only: `https://127.0.0.1:6443`. */
  readonly url: string;
  /** What lets a client in; made at the start. */
  readonly token: string;
  /** What a client needs, as the text of a kubeconfig. */
  readonly kubeconfig: string;
  /** Ends every watch, without an error, as an API server does with each after half an hour to an hour. */
  endWatches(): void;
  /** How many watches are under way. */
  readonly watching: number;
  /** Resolves when no controller has anything to do, and what runs in pods has handled what came to it. */
  settled(): Promise<void>;
  /** Ends all pods and connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts a pocket cluster.
 *
 * @throws the system's error if it cannot listen, or the file of the kubeconfig not be written
 */
export async function startCluster(options: ClusterOptions = {}): Promise<PocketCluster> {
  const clock = new StoppableClock(options.clock ?? new RealClock());
  const { emit: listener } = options;
  const emit = (event: object): void => listener?.({ ...event, at: clock.now() } as ClusterEvent);
  const store = new Store(clock);
  const events = new EventLog(store, clock);
  const images: Images = new Map([
    ['nats-streaming', brokerImage],
    ...Object.entries(options.images ?? {}),
  ]);
  const kubelet = new Kubelet(store, clock, events, images, emit);
  const loop = new Loop(store, [
    scheduler(store, clock, events),
    deployments(store, clock, events),
    replicaSets(store, clock, events),
    services(store),
    garbage(store, clock),
    kubelet.listen,
  ]);
  furnish(store);
  const token = randomBytes(24).toString('base64url');
  const identity = newCertificate(Date.now());
  const mayForward = options.mayForward ?? (() => true);
  const watches = new Set<() => void>();
  const asked = { store, clock, kubelet, mayForward, watches };
  const server = new APIServer(asked, identity, token, emit);
  await server.listen(options.port ?? 0);
  const config = kubeconfig(server.url, identity.certificate, token);
  const stop = async (): Promise<void> => {
    loop.stop();
    await Promise.all([server.close(), kubelet.stop()]);
    clock.stop();
    if (options.kubeconfig !== undefined) rmSync(options.kubeconfig, { force: true });
  };
  try {
    // Whoever reads it may do everything in the cluster.
    if (options.kubeconfig !== undefined)
      writeFileSync(options.kubeconfig, config, { mode: 0o600 });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: server.url,
    token,
    kubeconfig: config,
    get watching() {
      return watches.size;
    },
    endWatches: () => {
      for (const end of watches) end();
    },
    settled: async () => {
      for (let version = -1; version !== store.version || !loop.isIdle;) {
        version = store.version;
        await kubelet.settled();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    stop,
  };
}

/** What is in every cluster before anybody has done anything. */
function furnish(store: Store): void {
  for (const name of ['default', 'kube-system']) {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    NAMESPACES.complete(namespace, new FieldErrors());
    store.create(NAMESPACES, namespace);
  }
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default' },
    spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, targetPort: 6443 }] },
  } satisfies NewObject & { spec: object };
  SERVICES.complete(service, new FieldErrors());
  store.create(SERVICES, service);
}
