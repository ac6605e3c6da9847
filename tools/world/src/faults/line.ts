import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Clock, StoppableClock } from '@workbook/clock';
import type { Fact, Passed } from '../wire/fact';
import { Wire } from '../wire/wire';
import { OwnPort } from '../own-port';
import { Connection } from './connection';
import type { CopyFault } from './fault';
import { type Frame, Frames } from './frames';

/** What a line tells of what it does. */
export interface LineWatcher {
  happened(fault: CopyFault, channel: string): void;
  /** Something passed. */
  passed(fact: Fact): void;
  /** The copy's process is to die. */
  crash(): void;
  /** The database is to refuse its next write. */
  refuse(fault: CopyFault, channel: string): void;
}

/** How often a frame goes on, and what is told when it does, if it is a message or an ack. */
interface Onward {
  readonly times: number;
  readonly fact?: Passed;
}

/** Without it a frame waits, up to 40 ms, until the one before it is confirmed. */
const AT_ONCE = { noDelay: true };

/** What happens when a message comes. */
const AT_ARRIVAL: readonly CopyFault['kind'][] = [
  ...(['crash-before-save', 'deliver-twice', 'cut', 'refuse', 'hold', 'pause'] as const),
];

const ONCE: Onward = { times: 1 };
const NEVER: Onward = { times: 0 };

/**
 * The network between one process and its server: everything passes through it as bytes on real sockets,
 * but for what its faults say. Each fault happens once. What passes is told as facts.
 */
export class Line {
  readonly #server: Server;
  /** By it goes what is held back. */
  readonly #clock: StoppableClock;
  readonly #upstream: URL;
  readonly #faults: CopyFault[];
  readonly #watcher: LineWatcher;
  readonly #wire: Wire;
  readonly #connections = new Set<Connection>();
  /** How many pauses are not over, and what waits for the end of the last one. */
  #paused: { begun: number; readonly waiting: (() => void)[] } | undefined;
  /** The same for as long as it lives. */
  readonly #port: OwnPort;
  /** Its copy has crashed: it does not come back. */
  #isDead = false;
  /** The client that was here when the server went, and has not come back yet. */
  #missed: { readonly isBack: Promise<void>; readonly come: () => void } | undefined;

  private constructor(
    upstream: string,
    clock: Clock,
    faults: readonly CopyFault[],
    watcher: LineWatcher,
    port: OwnPort,
  ) {
    this.#clock = new StoppableClock(clock);
    this.#port = port;
    this.#upstream = new URL(upstream);
    this.#faults = [...faults];
    this.#watcher = watcher;
    this.#wire = new Wire((fact) => watcher.passed(fact));
    this.#server = createServer(AT_ONCE, (client) => this.#join(client));
  }

  static async open(
    upstream: string,
    clock: Clock,
    faults: readonly CopyFault[],
    watcher: LineWatcher,
  ): Promise<Line> {
    const line = new Line(upstream, clock, faults, watcher, await OwnPort.take());
    await line.up();
    return line;
  }

  /** Where the copy connects. */
  get url(): string {
    return `nats://127.0.0.1:${this.#port.number}`;
  }

  /**
   * Resolves when the process has had the time to notice what happened to it before: a signal, or what
   * was sent to it. Its event loop takes up signals after what has come over the network: it has turned
   * twice when it has answered twice. One whose server was gone and is there again has to find it first.
   */
  async heard(): Promise<void> {
    await this.#missed?.isBack;
    for (let turn = 0; turn < 2; turn++) {
      await Promise.all([...this.#connections].map((connection) => connection.ask()));
    }
  }

  /**
   * The server is gone: nobody is let in, as if nobody listened on its port. A pause is over with that: who waits
   * for clients to find the server again would wait for ever, as the time of a world stands still meanwhile.
   */
  async down(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    if (this.#connections.size > 0) this.#miss();
    this.#cut();
    this.#paused = undefined;
    await closed;
  }

  /** The server is back. */
  async up(): Promise<void> {
    this.#server.listen(this.#port.number, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    this.#clock.stop();
    if (this.#server.listening) await this.down();
    this.#isBack();
    this.#cut();
    this.#port.giveBack();
  }

  #join(client: Socket): void {
    if (this.#isDead) {
      client.destroy();
      return;
    }
    const { hostname, port } = this.#upstream;
    const server = connect({ host: hostname, port: Number(port), ...AT_ONCE });
    const connection = new Connection(client, server);
    this.#connections.add(connection);
    client.on('close', () => this.#connections.delete(connection));
    this.#pipe(client, server, (frame) =>
      connection.isForServer(frame) ? this.#fromClient(frame) : NEVER,
    );
    this.#pipe(server, client, (frame) => {
      connection.sentByServer(frame);
      return this.#fromServer(frame, client);
    });
  }

  #pipe(from: Socket, to: Socket, filter: (frame: Frame) => Onward): void {
    const frames = new Frames();
    from.on('data', (chunk: Buffer) => {
      for (const frame of frames.take(chunk)) {
        const { times, fact } = filter(frame);
        for (let time = 0; time < times; time++) {
          this.#forward(to, frame, time === 0 ? fact : undefined);
        }
      }
    });
    from.on('error', () => undefined);
    // What was sent before the end arrives before the end.
    from.on('close', () => to.end());
  }

  /** @param fact is told when the frame has gone on: one that waits may come too late */
  #forward(to: Socket, { words: [verb = ''], bytes }: Frame, fact: Passed | undefined): void {
    const write = (): void => {
      if (to.destroyed) return;
      if (fact) this.#watcher.passed(fact);
      to.write(bytes);
    };
    // By the PINGs of the core protocol a test knows when all is quiet; what a pause stops besides
    // messages and acks are the heartbeats, which are messages as well.
    if (this.#paused && verb !== 'PING' && verb !== 'PONG') this.#paused.waiting.push(write);
    else write();
  }

  #miss(): void {
    let come = (): void => undefined;
    const isBack = new Promise<void>((resolve) => (come = resolve));
    this.#missed ??= { isBack, come };
  }

  #isBack(): void {
    this.#missed?.come();
    this.#missed = undefined;
  }

  #fromClient(frame: Frame): Onward {
    if (frame.words[0]?.toUpperCase() === 'CONNECT') this.#isBack();
    const ack = this.#wire.sent(frame);
    if (!ack) return ONCE;
    const fault = this.#take(ack, ['lose-ack', 'crash-after-save']);
    if (!fault) return { times: 1, fact: ack };
    this.#watcher.happened(fault, ack.channel);
    if (fault.kind === 'crash-after-save') this.#crash();
    return NEVER;
  }

  #fromServer(frame: Frame, client: Socket): Onward {
    const fact = this.#wire.received(frame);
    if (!fact) return ONCE;
    const fault = this.#take(fact, AT_ARRIVAL);
    if (fault?.kind === 'refuse') this.#watcher.refuse(fault, fact.channel);
    else if (fault) this.#watcher.happened(fault, fact.channel);
    switch (fault?.kind) {
      case 'crash-before-save':
        this.#crash();
        return NEVER;
      case 'deliver-twice':
        return { times: 2, fact };
      case 'cut':
        setImmediate(() => this.#cut());
        return { times: 1, fact };
      case 'hold':
        this.#clock.after(fault.ms, () => this.#forward(client, frame, fact));
        return NEVER;
      case 'pause':
        this.#pause(fault.ms);
        return { times: 1, fact };
      default:
        return { times: 1, fact };
    }
  }

  #take({ sequence }: Passed, kinds: readonly CopyFault['kind'][]): CopyFault | undefined {
    const index = this.#faults.findIndex(
      (fault) => fault.sequence === sequence && kinds.includes(fault.kind),
    );
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0];
  }

  /** One that begins in another ends with the later of the two. */
  #pause(ms: number): void {
    const pause = (this.#paused ??= { begun: 0, waiting: [] });
    pause.begun++;
    this.#clock.after(ms, () => {
      if (--pause.begun > 0 || this.#paused !== pause) return;
      this.#paused = undefined;
      for (const write of pause.waiting) write();
    });
  }

  #crash(): void {
    this.#isDead = true;
    this.#watcher.crash();
    this.#cut();
  }

  #cut(): void {
    for (const connection of this.#connections) connection.cut();
  }
}
