import type { Image } from '@workbook/cluster';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { PodConnection } from './pod-connection';

/** What a test says of a pod that it adds. */
export interface PodOptions {
  /** `default` unless given. */
  readonly namespace?: string;
  /** `app: nats` unless given. */
  readonly labels?: Readonly<Record<string, string>>;
  /** False: it runs, and is not ready until the test says so. */
  readonly isReady?: boolean;
  /** A second container, which is never ready. */
  readonly hasSlowSidecar?: boolean;
  /** Its containers are ready, and it has a readiness gate that stays closed. */
  readonly isGated?: boolean;
  /** There is no node for it: it stays `Pending`. */
  readonly isHomeless?: boolean;
  /** It goes on until it is killed, when its grace period is over. */
  readonly ignoresSIGTERM?: boolean;
  /** On which it listens; 4222 unless given. */
  readonly port?: number;
  /** What ends is not started again. */
  readonly isJob?: boolean;
}

/**
 * A pod of a test, in which the test itself is the server: it tells each connection the name of the pod, in a
 * line, and then says what the test has it say.
 */
export class TestPod {
  /** Those that have reached it, in order. */
  readonly connections: PodConnection[] = [];
  /** Nothing listens in it, though it is ready. */
  isDeaf = false;
  readonly #server: Server;
  readonly #options: PodOptions;
  #becomeReady!: () => void;
  #exit: ((code: number) => void) | undefined;

  private constructor(
    readonly namespace: string,
    readonly name: string,
    options: PodOptions,
    note: (happening: () => void) => void,
  ) {
    this.#options = options;
    this.#server = createServer((socket) => {
      note(() => this.connections.push(new PodConnection(socket, note)));
      socket.write(`${name}\n`);
    });
  }

  /** @throws the system's error if it cannot listen */
  static async open(
    name: string,
    options: PodOptions,
    note: (happening: () => void) => void,
  ): Promise<TestPod> {
    const pod = new TestPod(options.namespace ?? 'default', name, options, note);
    pod.#server.listen(0, '127.0.0.1');
    await once(pod.#server, 'listening');
    return pod;
  }

  /** What its container runs. */
  readonly image: Image = () => {
    const ready = new Promise<void>((resolve) => (this.#becomeReady = resolve));
    if (this.#options.isReady !== false) this.#becomeReady();
    return {
      ready,
      exited: new Promise((resolve) => (this.#exit = resolve)),
      connect: (port) => {
        const isOpen = port === (this.#options.port ?? 4222) && !this.isDeaf && this.#exit;
        return isOpen ? this.#connect() : undefined;
      },
      signal: (name) => {
        if (name === 'SIGKILL' || this.#options.ignoresSIGTERM !== true) this.exit(0);
      },
      settled: () => Promise.resolve(),
    };
  };

  becomeReady(): void {
    this.#becomeReady();
  }

  /** What runs in it ends, and all its connections; 0 is a success. */
  exit(code: number): void {
    for (const connection of this.connections) connection.cut();
    this.#exit?.(code);
    this.#exit = undefined;
  }

  async close(): Promise<void> {
    for (const connection of this.connections) connection.cut();
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  #connect() {
    const { port } = this.#server.address() as AddressInfo;
    return connect({ port, host: '127.0.0.1', noDelay: true });
  }
}
