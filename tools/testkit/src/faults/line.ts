import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Ack, MsgProto, SubscriptionRequest } from '@workbook/protocol';
import type { CopyFault } from './fault';
import { type Frame, Frames } from './frames';

/** What a line tells of what it does. */
export interface LineWatcher {
  happened(fault: CopyFault, channel: string): void;
  /** A message has come for the copy. */
  delivered(sequence: number): void;
  /** An ack has come from it. */
  acknowledged(sequence: number): void;
  /** The copy's process is to die. */
  crash(): void;
}

/** Frames that wait, and how long still. */
interface Waiting {
  ms: number;
  readonly release: () => void;
}

/**
 * The network between one copy and its server: everything passes through it as bytes on real sockets,
 * but for what its faults say. Each fault happens once.
 */
export class Line {
  readonly #server: Server;
  readonly #upstream: URL;
  readonly #faults: CopyFault[];
  readonly #watcher: LineWatcher;
  /** The inboxes of the copy's subscriptions, from their requests. */
  readonly #inboxes = new Set<string>();
  readonly #sockets = new Set<Socket>();
  #waiting: Waiting[] = [];
  /** Bytes that wait for the end of a pause. */
  #paused: (() => void)[] | undefined;
  /** Its copy has crashed: it does not come back. */
  #isDead = false;

  private constructor(upstream: string, faults: readonly CopyFault[], watcher: LineWatcher) {
    this.#upstream = new URL(upstream);
    this.#faults = [...faults];
    this.#watcher = watcher;
    this.#server = createServer((client) => this.#join(client));
  }

  static async open(
    upstream: string,
    faults: readonly CopyFault[],
    watcher: LineWatcher,
  ): Promise<Line> {
    const line = new Line(upstream, faults, watcher);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  /** Where the copy connects. */
  get url(): string {
    return `nats://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** So much time has passed: what was held for no longer goes on. */
  pass(ms: number): void {
    const waiting = this.#waiting;
    for (const one of waiting) one.ms -= ms;
    this.#waiting = waiting.filter((one) => one.ms > 0);
    for (const { release } of waiting.filter((one) => one.ms <= 0)) release();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#cut();
    await closed;
  }

  #join(client: Socket): void {
    if (this.#isDead) {
      client.destroy();
      return;
    }
    const server = connect(Number(this.#upstream.port), this.#upstream.hostname);
    this.#pipe(client, server, (frame) => this.#fromClient(frame));
    this.#pipe(server, client, (frame) => this.#fromServer(frame, client));
  }

  /** @param filter gives how often a frame goes on */
  #pipe(from: Socket, to: Socket, filter: (frame: Frame) => number): void {
    const frames = new Frames();
    this.#sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      for (const frame of frames.take(chunk)) {
        const times = filter(frame);
        for (let time = 0; time < times; time++) this.#forward(to, frame);
      }
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }

  #forward(to: Socket, { words: [verb = ''], bytes }: Frame): void {
    const write = (): void => {
      if (!to.destroyed) to.write(bytes);
    };
    // By the PINGs of the core protocol a test knows when all is quiet; what a pause stops besides
    // messages and acks are the heartbeats, which are messages as well.
    if (this.#paused && verb !== 'PING' && verb !== 'PONG') this.#paused.push(write);
    else write();
  }

  #fromClient({ words, payload }: Frame): number {
    const [verb = '', subject = ''] = words;
    if (verb.toUpperCase() !== 'PUB') return 1;
    if (subject.startsWith('_STAN.sub.')) {
      this.#inboxes.add(SubscriptionRequest.decode(payload).inbox);
    }
    // What goes to an inbox is an ack, or the empty answer to a heartbeat.
    if (!subject.startsWith('_INBOX.') || payload.length === 0) return 1;
    const { sequence, subject: channel } = Ack.decode(payload);
    this.#watcher.acknowledged(sequence);
    const fault = this.#take(sequence, ['lose-ack', 'crash-after-save']);
    if (!fault) return 1;
    this.#watcher.happened(fault, channel);
    if (fault.kind === 'crash-after-save') this.#crash();
    return 0;
  }

  #fromServer(frame: Frame, client: Socket): number {
    const [verb, subject = ''] = frame.words;
    if (verb !== 'MSG' || !this.#inboxes.has(subject)) return 1;
    const { sequence, subject: channel } = MsgProto.decode(frame.payload);
    this.#watcher.delivered(sequence);
    const fault = this.#take(sequence, [
      'crash-before-save',
      'deliver-twice',
      'cut',
      'hold',
      'pause',
    ]);
    if (!fault) return 1;
    this.#watcher.happened(fault, channel);
    switch (fault.kind) {
      case 'deliver-twice':
        return 2;
      case 'cut':
        setImmediate(() => this.#cut());
        return 1;
      case 'crash-before-save':
        this.#crash();
        return 0;
      case 'hold':
        this.#waiting.push({ ms: fault.ms, release: () => this.#forward(client, frame) });
        return 0;
      case 'pause':
        this.#paused = [];
        this.#waiting.push({ ms: fault.ms, release: () => this.#goOn() });
        return 1;
      default:
        return 1;
    }
  }

  #take(sequence: number, kinds: readonly CopyFault['kind'][]): CopyFault | undefined {
    const index = this.#faults.findIndex(
      (fault) => fault.sequence === sequence && kinds.includes(fault.kind),
    );
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0];
  }

  #goOn(): void {
    const paused = this.#paused ?? [];
    this.#paused = undefined;
    for (const write of paused) write();
  }

  #crash(): void {
    this.#isDead = true;
    this.#watcher.crash();
    this.#cut();
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
