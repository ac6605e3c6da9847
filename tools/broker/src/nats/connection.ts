import type { Socket } from 'node:net';
import {
  CommandParser,
  encodeError,
  type CommandHandler,
  isLiteral,
  isValidPattern,
  messageHeader,
  OK,
  PING,
  PONG,
  type Violation,
} from '@workbook/protocol';
import type { Clock, Timer } from '../clock';
import type { Logger } from '../log';
import { Outbox } from './outbox';
import type { Delivery, Interest, Router } from './router';

/** Bytes that may wait for a slow client, before it is given up (section 1.6). */
const MAX_PENDING = 64 * 1024 * 1024;
/** The server asks a new client soon, then every other minute, and gives it up after two silences. */
const FIRST_PING_MS = 2000;
const PING_INTERVAL_MS = 120_000;
const PINGS_OUT = 2;

interface Subscription {
  readonly interest: Interest;
  delivered: number;
  /** Deliveries after which it ends by itself. */
  max: number | undefined;
}

/** What a connection needs of its server. */
export interface Surroundings {
  readonly router: Router;
  readonly clock: Clock;
  readonly log: Logger;
  closed(connection: Connection): void;
}

/** One client: bytes in, commands, subscriptions, bytes out (behaviour document, section 1). */
export class Connection implements CommandHandler {
  /** Commands received and messages sent, without the server's own PINGs and their answers. */
  activity = 0;
  /** True once the client has said anything: until then it may be waiting for more than it got. */
  greeted = false;

  readonly #socket: Socket;
  readonly #around: Surroundings;
  readonly #outbox: Outbox;
  readonly #subscriptions = new Map<string, Subscription>();
  /** Whom the next PONGs answer, in order. */
  #pongs: (() => void)[] = [];
  #silences = 0;
  #activityAtTick = -1;
  #timer: Timer;
  // Section 1.3: what holds until CONNECT says otherwise.
  #verbose = true;
  #pedantic = true;
  #echo = true;

  constructor(socket: Socket, info: Buffer, around: Surroundings) {
    this.#socket = socket;
    this.#around = around;
    this.#outbox = new Outbox(socket);
    this.#timer = around.clock.after(FIRST_PING_MS, () => this.#tick());
    const parser = new CommandParser(this);
    socket.on('data', (bytes) => parser.push(bytes));
    socket.on('error', (error) => around.log.debug(`${this.#peer} - ${error.message}`));
    socket.on('close', () => this.#closed());
    socket.write(info);
  }

  /** Sends a PING. @returns resolves at its PONG, or when the connection is closed */
  async answered(): Promise<void> {
    await new Promise<void>((resolve) => this.#ping(resolve));
  }

  /** Ends the connection without a word. */
  destroy(): void {
    this.#socket.destroy();
  }

  connect(options: Record<string, unknown>): void {
    this.#heard();
    const { verbose, pedantic, echo, protocol } = options;
    if (protocol !== undefined && protocol !== 0 && protocol !== 1) {
      this.violation({ error: 'invalid client protocol', log: 'invalid client protocol' });
      return;
    }
    if (options.no_responders === true && options.headers !== true) {
      this.violation({ error: undefined, log: 'no responders requires headers support' });
      return;
    }
    this.#verbose = verbose === true;
    this.#pedantic = pedantic === true;
    this.#echo = echo !== false;
    this.#ok();
  }

  publish(subject: string, reply: string | undefined, payload: Buffer): void {
    this.#heard();
    if (this.#pedantic && !isLiteral(subject)) this.#send(encodeError('Invalid Publish Subject'));
    this.#ok();
    this.#around.router.publish(subject, reply, payload, this.#echo ? undefined : this);
  }

  subscribe(subject: string, queue: string | undefined, sid: string): void {
    this.#heard();
    if (!isValidPattern(subject)) {
      this.#send(encodeError('Invalid Subject'));
      return;
    }
    if (!this.#subscriptions.has(sid)) {
      const deliver = (message: Delivery): void => this.#deliver(sid, subscription, message);
      const interest = this.#around.router.subscribe(subject, queue, deliver, this);
      const subscription: Subscription = { interest, delivered: 0, max: undefined };
      this.#subscriptions.set(sid, subscription);
    }
    this.#ok();
  }

  unsubscribe(sid: string, max: number | undefined): void {
    this.#heard();
    const subscription = this.#subscriptions.get(sid);
    if (subscription) {
      subscription.max = max ?? 0;
      this.#endIfDone(sid, subscription);
    }
    this.#ok();
  }

  ping(): void {
    this.#heard();
    this.#send(PONG);
  }

  pong(): void {
    this.greeted = true;
    this.#silences = 0;
    this.#pongs.shift()?.();
  }

  violation({ error, log }: Violation): void {
    this.#around.log.error(`${this.#peer} - ${log}`);
    if (error !== undefined) this.#send(encodeError(error));
    this.#outbox.flush();
    this.#socket.destroySoon();
  }

  #deliver(sid: string, subscription: Subscription, message: Delivery): void {
    if (this.#socket.destroyed) return;
    this.activity++;
    subscription.delivered++;
    this.#endIfDone(sid, subscription);
    const { subject, reply, payload } = message;
    this.#outbox.writeMessage(messageHeader(subject, sid, reply, payload.length), payload);
    if (this.#outbox.pending > MAX_PENDING) {
      this.#around.log.info(
        `${this.#peer} - Slow Consumer Detected: MaxPending of ${MAX_PENDING} Exceeded`,
      );
      this.#socket.destroy();
    }
  }

  #endIfDone(sid: string, subscription: Subscription): void {
    if (subscription.max === undefined || subscription.delivered < subscription.max) return;
    subscription.interest.unsubscribe();
    this.#subscriptions.delete(sid);
  }

  #heard(): void {
    this.greeted = true;
    this.activity++;
  }

  #ok(): void {
    if (this.#verbose) this.#send(OK);
  }

  #send(bytes: Buffer): void {
    if (this.#socket.destroyed) return;
    this.activity++;
    this.#outbox.write(bytes);
  }

  #ping(answered: () => void): void {
    if (this.#socket.destroyed) {
      answered();
      return;
    }
    this.#pongs.push(answered);
    this.#outbox.write(PING);
  }

  #tick(): void {
    this.#timer = this.#around.clock.after(PING_INTERVAL_MS, () => this.#tick());
    const active = this.activity !== this.#activityAtTick;
    this.#activityAtTick = this.activity;
    if (active && this.#silences === 0) return;
    if (++this.#silences > PINGS_OUT) {
      this.violation({ error: 'Stale Connection', log: 'Stale Client Connection - Closing' });
    } else this.#ping(() => undefined);
  }

  #closed(): void {
    this.#timer.cancel();
    for (const { interest } of this.#subscriptions.values()) interest.unsubscribe();
    this.#subscriptions.clear();
    for (const answered of this.#pongs) answered();
    this.#pongs = [];
    this.#around.closed(this);
  }

  get #peer(): string {
    return `${this.#socket.remoteAddress ?? '?'}:${this.#socket.remotePort ?? '?'}`;
  }
}
