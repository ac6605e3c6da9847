import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClusterEvent, Image, PocketCluster } from '@workbook/cluster';
import { type Access, accessIn, ask, type Manifest, pathOf } from '@workbook/cluster/client';
import { Looking, patient } from '@workbook/protocol/waiting';
import type { Running, Surroundings } from '../server-kind';
import { OwnPort } from '../own-port';
import { type PodOptions, TestPod } from './test-pod';

/** The image of the pods that are servers of the test. */
const IMAGE = 'server-of-test';
const NEVER_READY = 'never-ready';
const LOOK_MS = 20;

/** The file of the manifests of the broker: a deployment and a service. */
export const NATS_MANIFESTS = path.resolve(__dirname, '../../../deploy/nats-depl.yaml');

/** A connection that the API server has forwarded to a pod. */
export interface Forwarded {
  readonly pod: string;
  readonly port: number;
  readonly isOpen: boolean;
}

/** A cluster for one test: an API server, pods with brokers in them, and pods in which the test is the server. */
export class TestCluster implements Running {
  /** False: who asks may look at pods, and forward nothing to them. */
  mayForward = true;
  /** The pods that the API server was asked to forward to, whatever came of it, in order. */
  readonly askedFor: string[] = [];
  /** How many of these it has not answered yet. */
  held = 0;
  #holding: Promise<void> | undefined;
  #letGo = (): void => undefined;
  readonly #looking = new Looking();
  readonly #pods = new Map<string, TestPod>();
  readonly #forwarded: Forwarded[] = [];
  readonly #ports: OwnPort[] = [];
  #events = 0;
  #cluster!: PocketCluster;
  #access!: Access;

  private constructor(private readonly folder: string) {}

  /** @throws the system's error if it cannot listen; nothing is left of it then */
  static async start({ clock }: Surroundings): Promise<TestCluster> {
    // A world without one has no need of all that.
    const { startCluster } = await import('@workbook/cluster');
    const cluster = new TestCluster(mkdtempSync(path.join(tmpdir(), 'cluster-')));
    try {
      cluster.#cluster = await startCluster({
        clock,
        emit: cluster.#happened,
        kubeconfig: cluster.kubeconfigFile,
        mayForward: cluster.#mayForward,
        images: { [IMAGE]: cluster.#image, [NEVER_READY]: neverReady },
      });
    } catch (error) {
      rmSync(cluster.folder, { recursive: true, force: true });
      throw error;
    }
    cluster.#access = accessIn(cluster.kubeconfig);
    return cluster;
  }

  /** Where the API server listens. */
  get url(): string {
    return this.#cluster.url;
  }

  get traffic(): number {
    return this.#events;
  }

  /** What a client needs, as the text of a kubeconfig. */
  get kubeconfig(): string {
    return this.#cluster.kubeconfig;
  }

  /** The same in a file, for a program's `KUBECONFIG`. */
  get kubeconfigFile(): string {
    return path.join(this.folder, 'kubeconfig');
  }

  /** Every connection that the API server has forwarded to a pod so far, in the order in which they came. */
  get forwarded(): readonly Forwarded[] {
    return this.#forwarded;
  }

  /** Creates what manifests say, one after the other. @throws Error with what the API server said */
  async apply(...manifests: readonly Manifest[]): Promise<void> {
    for (const manifest of manifests) {
      await this.#ask(pathOf(manifest), manifest);
    }
    await this.settled();
  }

  /** Adds a pod in which the test is the server, and resolves when it is what the test has said. */
  async addPod(name: string, options: PodOptions = {}): Promise<TestPod> {
    const pod = await TestPod.open(name, options, (happening) => this.#looking.note(happening));
    this.#pods.set(keyOf(pod), pod);
    const { hasSlowSidecar, isGated, isHomeless, isJob, labels = { app: 'nats' } } = options;
    const { namespace } = pod;
    const server = { name: 'server', image: IMAGE, args: [keyOf(pod)] };
    const sidecar = { name: 'sidecar', image: NEVER_READY };
    await this.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels },
      spec: {
        containers: [server, ...(hasSlowSidecar ? [sidecar] : [])],
        ...(isHomeless && { nodeSelector: { disk: 'none' } }),
        ...(isGated && { readinessGates: [{ conditionType: 'example.com/released' }] }),
        ...(isJob && { restartPolicy: 'Never' }),
      },
    } as Manifest);
    return pod;
  }

  /** Asks for the end of a pod, and resolves when it has been told. */
  async deletePod(name: string, namespace = 'default'): Promise<void> {
    await this.#ask(`/api/v1/namespaces/${namespace}/pods/${name}`, undefined, 'DELETE');
    await this.settled();
  }

  /**
   * The API server ends every watch, as it does after some minutes. Resolves when as many have been begun again;
   * not everybody who should does so, or at once: after 2 s it resolves all the same.
   */
  async endWatches(): Promise<void> {
    const before = this.#cluster.watching;
    this.#cluster.endWatches();
    const looks = setInterval(() => this.note(() => undefined), LOOK_MS);
    await this.until(() => this.#cluster.watching >= before, 2000);
    clearInterval(looks);
  }

  /** Resolves when `condition` holds, to true; to false if it does not after `ms`. */
  until(condition: () => boolean, ms: number): Promise<boolean> {
    return this.#looking.until(condition, patient(ms));
  }

  /** Has something happen that `until` may wait for. */
  note(happening: () => void): void {
    this.#looking.note(happening);
  }

  /** The API server leaves forwards without an answer, until the returned function is called. */
  holdForwards(): () => void {
    this.#holding = new Promise((resolve) => {
      this.#letGo = () => {
        this.#holding = undefined;
        resolve();
      };
    });
    return this.#letGo;
  }

  /** A port of 127.0.0.1 to forward from, which nobody else is given before the cluster stops. */
  async freePort(): Promise<number> {
    const port = await OwnPort.take();
    this.#ports.push(port);
    return port.number;
  }

  settled(): Promise<void> {
    return this.#cluster.settled();
  }

  async stop(): Promise<void> {
    this.#letGo();
    await this.#cluster.stop();
    await Promise.all([...this.#pods.values()].map((pod) => pod.close()));
    for (const port of this.#ports) port.giveBack();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #ask(
    ...[path, body, method]: [path: string, body?: object, method?: string]
  ): Promise<void> {
    const { status, body: said } = await ask(this.#access, path, body, method);
    if (status >= 300) throw new Error(`${path}: ${said}`);
  }

  readonly #mayForward = async (pod: string): Promise<boolean> => {
    this.note(() => {
      this.askedFor.push(pod);
      this.held++;
    });
    await this.#holding;
    this.note(() => this.held--);
    return this.mayForward;
  };

  readonly #image: Image = (start) => this.#pods.get(start.spec.args![0]!)!.image(start);

  readonly #happened = (event: ClusterEvent): void => {
    this.#events++;
    this.#looking.note(() => {
      if (event.type === 'connection opened') {
        this.#forwarded.push({ pod: event.pod, port: event.port, isOpen: true });
      } else if (event.type === 'connection closed') {
        const isIt = ({ pod, port, isOpen }: Forwarded): boolean =>
          isOpen && pod === event.pod && port === event.port;
        const index = this.#forwarded.findIndex(isIt);
        this.#forwarded[index] = { ...this.#forwarded[index]!, isOpen: false };
      }
    });
  };
}

const neverReady: Image = () => {
  let exit: (code: number) => void;
  return {
    ready: new Promise(() => undefined),
    exited: new Promise((resolve) => (exit = resolve)),
    connect: () => undefined,
    signal: () => exit(0),
    settled: () => Promise.resolve(),
  };
};

function keyOf({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`;
}
