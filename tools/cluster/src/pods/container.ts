import type { Clock, Timer } from '@workbook/clock';
import type { Socket } from 'node:net';
import {
  type ContainerSpec,
  type ContainerState,
  type ContainerStatus,
  timestamp,
} from '../objects';
import { ContainerLog } from './container-log';
import type { Image, Running } from './image';

/** How long a container that ends again and again is left alone: twice as long each time, up to 5 min. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;

/** What a container needs of its pod. */
export interface ContainerContext {
  readonly clock: Clock;
  /** Undefined: there is no such image. */
  readonly image: Image | undefined;
  /** False: when it is over, it stays so. */
  readonly restarts: (exitCode: number) => boolean;
  readonly changed: () => void;
  /** It runs no more and will not again. */
  readonly over: () => void;
  readonly tell: (reason: string, message: string, type?: 'Normal' | 'Warning') => void;
}

/** One container of a pod: runs its image, again if that ends. */
export class Container {
  log: ContainerLog | undefined;
  /** Of the run before. */
  previousLog: ContainerLog | undefined;
  isReady = false;
  isOver = false;
  /** Resolves when it is over. */
  readonly gone: Promise<void>;
  readonly #context: ContainerContext;
  #running: Running | undefined;
  #state: ContainerState = { waiting: { reason: 'ContainerCreating' } };
  #lastState: ContainerState = {};
  #restarts = 0;
  #isEnding = false;
  #pause: Timer | undefined;
  #leave!: () => void;

  constructor(
    readonly spec: ContainerSpec,
    context: ContainerContext,
  ) {
    this.#context = context;
    this.gone = new Promise((resolve) => (this.#leave = resolve));
  }

  start(): void {
    const { image, clock, tell, changed } = this.#context;
    const { name } = this.spec;
    if (!image) {
      const message = `Back-off pulling image "${this.spec.image}"`;
      this.#state = { waiting: { reason: 'ImagePullBackOff', message } };
      tell(
        'Failed',
        `Failed to pull image "${this.spec.image}": there is no such image here`,
        'Warning',
      );
      changed();
      return;
    }
    const startedAt = timestamp(clock.now());
    tell('Pulled', `Container image "${this.spec.image}" already present on machine`);
    tell('Created', `Container created: ${name}`);
    this.previousLog = this.log;
    const log = new ContainerLog(clock);
    this.log = log;
    const running = image({ spec: this.spec, clock, write: (text) => log.write(text) });
    this.#running = running;
    this.#state = { running: { startedAt } };
    tell('Started', `Container started: ${name}`);
    void running.ready.then(
      () => {
        if (this.#running !== running) return;
        this.isReady = true;
        changed();
      },
      () => undefined,
    );
    void running.exited.then((code) => this.#exited(code, startedAt));
    changed();
  }

  get status(): ContainerStatus {
    const { name, image } = this.spec;
    return {
      name,
      image,
      imageID: `docker.io/library/${image}`,
      ...(this.log && { containerID: `pocket://${name}-${this.#restarts}` }),
      ready: this.isReady && !this.isOver,
      started: this.#running !== undefined,
      restartCount: this.#restarts,
      state: this.#state,
      lastState: this.#lastState,
    };
  }

  /** Opens a connection; undefined if nothing listens there. */
  connect(port: number): Socket | undefined {
    return this.#running?.connect(port);
  }

  /** It is not started again. */
  end(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.#isEnding = true;
    this.#pause?.cancel();
    if (this.#running) this.#running.signal(signal);
    else this.#finish();
  }

  async settled(): Promise<void> {
    await this.#running?.settled();
  }

  #exited(exitCode: number, startedAt: string): void {
    const { clock, restarts, changed, tell } = this.#context;
    this.#running = undefined;
    this.isReady = false;
    this.log?.end();
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    const finishedAt = timestamp(clock.now());
    const terminated = { exitCode, reason, startedAt, finishedAt };
    if (this.#isEnding || !restarts(exitCode)) {
      this.#state = { terminated };
      this.#finish();
      changed();
      return;
    }
    this.#lastState = { terminated };
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#restarts);
    const message = `back-off ${pause / 1000}s restarting failed container=${this.spec.name}`;
    this.#state = { waiting: { reason: 'CrashLoopBackOff', message } };
    tell('BackOff', `Back-off restarting failed container ${this.spec.name}`, 'Warning');
    this.#pause = clock.after(pause, () => {
      this.#restarts += 1;
      this.start();
    });
    changed();
  }

  #finish(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#context.over();
    this.#leave();
  }
}
