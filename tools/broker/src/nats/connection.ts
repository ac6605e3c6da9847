import type { Socket } from 'node:net';
import {
  type CommandHandler,
  CommandParser,
  type ConnectOptions,
  encodeError,
  isLiteral,
  isValidPattern,
  messageHeader,
  OK,
  parseConnect,
  PING,
  PONG,
  STALE_CONNECTION,
  UNTOLD_OPTIONS,
  type Violation,
} from '@workbook/protocol';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { Liveness } from './liveness';
import { Outbox } from './outbox';
import { Pings } from './pings';
import type { Delivery, Interest, Router } from './router';
import type { Activity, Settling } from './settle';

/** Bytes that may wait for a slow client before it is given up (behaviour document, section 1.6). */
const MAX_PENDING = 64 * 1024 * 1024;
/** How long a client that broke the protocol has to take the reason, and to stop sending. */
const FAREWELL_MS = 1000;

interface Subscription {
  readonly interest: Interest;
  delivered: number;
  /** After how many deliveries it ends by itself. */
  max: number | undefined;
}

/** What a connection needs of its server. */
export interface Surroundings {
  readonly router: Router;
  readonly clock: Clock;
  readonly log: Logger;
  readonly activity: Activity;
  /** The socket is gone. */
  closed(): void;
}

/** One client: bytes in, commands, subscriptions, bytes out (behaviour document, section 1). */
export class Connection implements CommandHandler, Settling {
  readonly #socket: Socket;
  readonly #around: Surroundings;
  readonly #name: string;
  readonly #outbox: Outbox;
  readonly #pings = new Pings();
  readonly #liveness: Liveness;
  readonly #subscriptions = new Map<string, Subscription>();
  #options: ConnectOptions = UNTOLD_OPTIONS;
  /** It has sent a command: until then it may still wait for INFO. */
  #greeted = false;
  #mute = false;
  #ended = false;

  /** @param info the first line, which the client waits for */
  constructor(socket: Socket, id: number, info: Buffer, around: Surroundings) {
    this.#socket = socket;
    this.#around = around;
    this.#name = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? '?'} - cid:${id}`;
    this.#outbox = new Outbox(socket);
    this.#liveness = new Liveness(around.clock, {
      ping: () => this.ask(() => undefined),
      stale: () => this.violation(STALE_CONNECTION),
    });
    const parser = new CommandParser(this);
    socket.on('data', (bytes) => {
      this.#mute = false;
      this.#liveness.heard();
      parser.push(bytes);
    });
    socket.on('error', (error) => around.log.debug(`${this.#name} - ${error.message}`));
    socket.on('close', () => {
      this.#end();
      around.closed();
    });
    socket.write(info);
  }

  get isAwaited(): boolean {
    return this.#greeted && !this.#mute && !this.#ended;
  }

  ask(answered: () => void): void {
    this.#pings.sent(answered);
    this.#outbox.write(PING);
  }

  leaveOut(): void {
    this.#mute = true;
  }

  /** Sends what is to be sent, and ends the connection. */
  close(): void {
    this.#outbox.flush();
    this.#socket.destroy();
  }

  connect(json: string): void {
    this.#heard();
    const result = parseConnect(json, this.#options);
    if ('log' in result) this.violation(result);
    else {
      this.#options = result;
      this.#ok();
    }
  }

  publish(subject: string, reply: string | undefined, payload: Buffer): void {
    this.#heard();
    if (this.#options.pedantic && !isLiteral(subject)) {
      this.#send(encodeError('Invalid Publish Subject'));
    }
    this.#ok();
    this.#around.router.publish(subject, reply, payload, this.#options.echo ? undefined : this);
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
    this.#greeted = true;
    this.#liveness.answered();
    this.#pings.answered();
  }

  violation({ error, log }: Violation): void {
    this.#around.log.error(`${this.#name} - ${log}`);
    if (error !== undefined) this.#send(encodeError(error));
    this.#outbox.flush();
    this.#end();
    // To close a socket that has unread bytes throws away what the client has not read either.
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), FAREWELL_MS).unref();
  }

  #deliver(sid: string, subscription: Subscription, message: Delivery): void {
    const { subject, reply, payload } = message;
    subscription.delivered += 1;
    this.#endIfDone(sid, subscription);
    this.#around.activity.count += 1;
    this.#outbox.writeMessage(messageHeader(subject, sid, reply, payload.length), payload);
    if (this.#outbox.exceeds(MAX_PENDING)) {
      const log = `Slow Consumer Detected: MaxPending of ${MAX_PENDING} Exceeded`;
      this.#around.log.info(`${this.#name} - ${log}`);
      this.#end();
      this.#socket.destroy();
    }
  }

  #endIfDone(sid: string, subscription: Subscription): void {
    if (subscription.max === undefined || subscription.delivered < subscription.max) return;
    subscription.interest.unsubscribe();
    this.#subscriptions.delete(sid);
  }

  #heard(): void {
    this.#greeted = true;
    this.#around.activity.count += 1;
  }

  #ok(): void {
    if (this.#options.verbose) this.#send(OK);
  }

  #send(bytes: Buffer): void {
    this.#around.activity.count += 1;
    this.#outbox.write(bytes);
  }

  /** Nothing is delivered any more, and nobody waits for an answer. */
  #end(): void {
    this.#ended = true;
    this.#around.activity.count += 1;
    this.#liveness.stop();
    for (const { interest } of this.#subscriptions.values()) interest.unsubscribe();
    this.#subscriptions.clear();
    this.#pings.end();
  }
}
