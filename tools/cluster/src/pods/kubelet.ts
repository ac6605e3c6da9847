import type { Clock, Timer } from '@workbook/clock';
import type { Socket } from 'node:net';
import type { Emit } from '../emit';
import type { EventLog } from '../events';
import { type Condition, type Pod, timestamp } from '../objects';
import { ForwardError } from '../portforward/target';
import { PODS } from '../resources/pods';
import type { Change, Store } from '../store';
import { Container } from './container';
import type { ContainerLog } from './container-log';
import { type Images, nameOfImage } from './image';

const HOST_IP = '10.0.0.2';
/** The first address of a pod: nobody outside of the cluster can reach one. */
const FIRST_ADDRESS = 7;

/** A pod that has been started. */
interface Started {
  readonly ip: string;
  readonly startTime: string;
  readonly containers: readonly Container[];
  kill: Timer | undefined;
  wasReady: boolean;
}

/** Runs what the pods of its node say, and says in their status how that goes. */
export class Kubelet {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #events: EventLog;
  readonly #images: Images;
  readonly #emit: Emit;
  /** By uid. */
  readonly #pods = new Map<string, Started>();
  #nextAddress = FIRST_ADDRESS;

  constructor(store: Store, clock: Clock, events: EventLog, images: Images, emit: Emit) {
    this.#store = store;
    this.#clock = clock;
    this.#events = events;
    this.#images = images;
    this.#emit = emit;
  }

  /** Takes what happened to a pod. */
  readonly listen = ({ type, resource, object }: Change): void => {
    if (resource !== PODS) return;
    const pod = object as Pod;
    const started = this.#pods.get(pod.metadata.uid);
    if (type === 'DELETED') {
      if (started) this.#kill(started);
    } else if (!started && pod.spec.nodeName !== undefined && !pod.metadata.deletionTimestamp) {
      this.#start(pod);
    } else if (started && pod.metadata.deletionTimestamp !== undefined) this.#end(pod, started);
  };

  /** @throws ForwardError if the pod does not run, or nothing listens on that port */
  connect({ metadata: { uid, name, namespace } }: Pod, port: number): Socket {
    const running = this.#pods.get(uid)?.containers.filter(({ isOver }) => !isOver) ?? [];
    if (running.length === 0) throw new ForwardError(`Error: No such container: ${name}`);
    for (const container of running) {
      const socket = container.connect(port);
      if (socket) return socket;
    }
    throw new ForwardError(`no forward found for port ${port} in pod "${namespace}/${name}"`);
  }

  /** What a container has written; undefined if it has not been started. */
  log(
    { metadata: { uid } }: Pod,
    container: string,
    isPrevious: boolean,
  ): ContainerLog | undefined {
    const found = this.#pods.get(uid)?.containers.find(({ spec }) => spec.name === container);
    return isPrevious ? found?.previousLog : found?.log;
  }

  /** Resolves when all that runs has handled what came to it. */
  async settled(): Promise<void> {
    const containers = [...this.#pods.values()].flatMap((pod) => pod.containers);
    await Promise.all(containers.map((container) => container.settled()));
  }

  /** Ends everything that runs. */
  async stop(): Promise<void> {
    const pods = [...this.#pods.values()];
    for (const pod of pods) this.#kill(pod);
    await Promise.all(pods.flatMap(({ containers }) => containers.map((c) => c.gone)));
  }

  #start(pod: Pod): void {
    const { name } = pod.metadata;
    const containers = pod.spec.containers.map(
      (spec): Container =>
        new Container(spec, {
          clock: this.#clock,
          image: this.#images.get(nameOfImage(spec.image)),
          restarts: (code) =>
            pod.spec.restartPolicy === 'Always' ||
            (pod.spec.restartPolicy === 'OnFailure' && code !== 0),
          changed: () => this.#report(pod),
          over: () => this.#over(pod),
          tell: (reason, message, type) => this.#events.tell('kubelet', pod, reason, message, type),
        }),
    );
    this.#pods.set(pod.metadata.uid, {
      ip: `10.244.0.${this.#nextAddress++}`,
      startTime: timestamp(this.#clock.now()),
      containers,
      kill: undefined,
      wasReady: false,
    });
    this.#emit({ type: 'pod started', pod: name });
    for (const container of containers) container.start();
  }

  /** SIGTERM now; SIGKILL when the time that it has is over. */
  #end(pod: Pod, started: Started): void {
    const isFirst = started.kill === undefined;
    started.kill?.cancel();
    const left = Date.parse(pod.metadata.deletionTimestamp!) - this.#clock.now();
    started.kill = this.#clock.after(Math.max(0, left), () => {
      for (const container of started.containers) container.end('SIGKILL');
    });
    if (!isFirst) return;
    this.#emit({ type: 'pod told to end', pod: pod.metadata.name });
    for (const { spec } of started.containers) {
      this.#events.tell('kubelet', pod, 'Killing', `Stopping container ${spec.name}`);
    }
    for (const container of started.containers) container.end('SIGTERM');
  }

  #kill(started: Started): void {
    started.kill?.cancel();
    for (const container of started.containers) container.end('SIGKILL');
  }

  /** A container is over for good: a pod that was to end is gone with its last. */
  #over(pod: Pod): void {
    const started = this.#pods.get(pod.metadata.uid);
    if (!started?.containers.every(({ isOver }) => isOver)) return;
    started.kill?.cancel();
    const { namespace, name, uid } = pod.metadata;
    const now = this.#store.find(PODS, namespace, name);
    const isThere = now?.metadata.uid === uid;
    if (isThere && now.metadata.deletionTimestamp === undefined) return;
    this.#pods.delete(uid);
    if (isThere) this.#store.remove(PODS, now);
    this.#emit({ type: 'pod gone', pod: name });
  }

  #report(pod: Pod): void {
    const started = this.#pods.get(pod.metadata.uid);
    if (!started) return;
    const { ip, startTime, containers } = started;
    const areReady = containers.every((container) => container.status.ready);
    // Who would set the condition of a gate is not here.
    const isReady = areReady && (pod.spec.readinessGates ?? []).length === 0;
    if (isReady && !started.wasReady) this.#emit({ type: 'pod ready', pod: pod.metadata.name });
    started.wasReady = isReady;
    this.#store.change(PODS, pod, ({ status }) => {
      status.phase = phaseOf(containers);
      status.conditions = conditionsOf(
        status.conditions ?? [],
        areReady,
        isReady,
        timestamp(this.#clock.now()),
      );
      status.hostIP = HOST_IP;
      status.podIP = ip;
      status.podIPs = [{ ip }];
      status.startTime = startTime;
      status.containerStatuses = containers.map((container) => container.status);
    });
  }
}

function phaseOf(containers: readonly Container[]): Pod['status']['phase'] {
  if (containers.every(({ isOver }) => isOver)) {
    const codes = containers.map(({ status }) => status.state.terminated?.exitCode);
    return codes.every((code) => code === 0) ? 'Succeeded' : 'Failed';
  }
  return containers.every(({ log }) => log) ? 'Running' : 'Pending';
}

/** Each keeps the time at which it became what it is. */
function conditionsOf(
  before: readonly Condition[],
  areReady: boolean,
  isReady: boolean,
  now: string,
): Condition[] {
  const condition = (type: string, isSo: boolean, reason?: string): Condition => {
    const status = isSo ? 'True' : 'False';
    const same = before.find((other) => other.type === type && other.status === status);
    const lastTransitionTime = same?.lastTransitionTime ?? now;
    return { type, status, ...(!isSo && reason && { reason }), lastTransitionTime };
  };
  return [
    condition('PodScheduled', true),
    condition('Initialized', true),
    condition('ContainersReady', areReady, 'ContainersNotReady'),
    condition('Ready', isReady, areReady ? 'ReadinessGatesNotReady' : 'ContainersNotReady'),
  ];
}
