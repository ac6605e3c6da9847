import type { Socket } from 'node:net';
import {
  type CommandHandler,
  CommandParser,
  type ConnectOptions,
  encodeError,
  isLiteral,
  isValidPattern,
  OK,
  parseConnect,
  PING,
  PONG,
  STALE_CONNECTION,
  UNAUTHORIZED,
  UNTOLD_OPTIONS,
  type Violation,
} from '@workbook/protocol';
import type { Timer } from '../clock';
import { Traffic } from '../traffic';
import { asksWho, AUTHORIZATION_TIMEOUT_MS, isAuthorized, mayBeConnect } from './authorization';
import { Liveness } from './liveness';
import { Outbox } from './outbox';
import { Pings } from './pings';
import type { Clogged } from './router';
import type { Settling } from './settle';
import { Subscriptions } from './subscriptions';
import type { Surroundings } from './surroundings';

/** How long a client that broke the protocol has to take the reason, and to stop sending. */
const FAREWELL_MS = 1000;

/** Of the bytes after which a client is given up, the part that leaves room for whoever does not wait. */
const CLOGGED_PART = 8;

/** One client: bytes in, commands, subscriptions, bytes out (behaviour document, section 1). */
export class Connection implements CommandHandler, Settling, Clogged {
  /** What it published and was sent. */
  readonly traffic = new Traffic();
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  lastActivity: number;

  readonly #socket: Socket;
  readonly #around: Surroundings;
  readonly #name: string;
  readonly #outbox: Outbox;
  readonly #pings = new Pings();
  readonly #liveness: Liveness;
  readonly #subscriptions: Subscriptions;
  readonly #parser: CommandParser;
  /** Bytes that are enough to read for now. */
  readonly #clogs: number;
  #options: ConnectOptions = UNTOLD_OPTIONS;
  /** Runs while the client has not said who it is, where it must. */
  #stranger: Timer | undefined;
  /** It has sent a command: until then it may still wait for INFO. */
  #greeted = false;
  #mute = false;
  #ended = false;

  /** @param info the first line, which the client waits for */
  constructor(
    socket: Socket,
    readonly id: number,
    info: Buffer,
    around: Surroundings,
  ) {
    this.openedAt = this.lastActivity = around.clock.now();
    this.#socket = socket;
    this.#around = around;
    this.#name = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? '?'} - cid:${id}`;
    this.#clogs = around.limits.maxPending / CLOGGED_PART;
    this.#outbox = new Outbox(socket, {
      clock: around.clock,
      deadline: around.limits.writeDeadline,
      late: (what) => this.#giveUp(`WriteDeadline of ${what}`),
    });
    this.#liveness = new Liveness(around.clock, around.limits, {
      ping: () => this.ask(() => undefined),
      stale: () => this.violation(STALE_CONNECTION),
    });
    this.#subscriptions = new Subscriptions(around.router, this, (head, payload) =>
      this.#deliver(head, payload),
    );
    this.#parser = new CommandParser(this, around.limits);
    if (asksWho(around.authorization)) this.#askWho();
    socket.on('data', (bytes) => {
      this.#mute = false;
      this.lastActivity = around.clock.now();
      this.#liveness.heard();
      this.#parser.push(bytes);
    });
    socket.on('error', (error) => around.log.debug(`${this.#name} - ${error.message}`));
    socket.on('close', () => {
      this.#end();
      around.closed();
    });
    socket.write(info);
  }

  /** Nothing more is read from it or delivered to it. */
  get isEnded(): boolean {
    return this.#ended;
  }

  /** What it said in CONNECT. */
  get options(): ConnectOptions {
    return this.#options;
  }

  /** Where the client is. */
  get address(): Pick<Socket, 'remoteAddress' | 'remotePort'> {
    return this.#socket;
  }

  /** Bytes that the client has not taken. */
  get pendingBytes(): number {
    return this.#outbox.pending;
  }

  /** What it is subscribed to. */
  get subjects(): string[] {
    return this.#subscriptions.subjects;
  }

  get isAwaited(): boolean {
    return this.#greeted && !this.#mute && !this.#ended;
  }

  relieved(goOn: () => void): void {
    this.#outbox.onceEmpty(goOn);
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
    else if (!isAuthorized(this.#around.authorization, result)) this.violation(UNAUTHORIZED);
    else {
      this.#stranger?.cancel();
      this.#stranger = undefined;
      this.#options = result;
      this.#liveness.introduced();
      this.#ok();
    }
  }

  publish(subject: string, reply: string | undefined, payload: Buffer): void {
    this.#heard();
    if (this.#options.pedantic && !isLiteral(subject)) {
      this.#send(encodeError('Invalid Publish Subject'));
    }
    this.#ok();
    this.traffic.came(payload.length);
    this.#around.traffic.came(payload.length);
    this.#around.router.publish(subject, reply, payload, this.#options.echo ? undefined : this);
  }

  subscribe(subject: string, queue: string | undefined, sid: string): void {
    this.#heard();
    if (!isValidPattern(subject)) {
      this.#send(encodeError('Invalid Subject'));
      return;
    }
    const { maxSubscriptions } = this.#around.limits;
    if (maxSubscriptions > 0 && this.#subscriptions.size >= maxSubscriptions) {
      this.#complain('maximum subscriptions exceeded');
      return;
    }
    this.#subscriptions.begin(sid, subject, queue);
    this.#ok();
  }

  unsubscribe(sid: string, max: number | undefined): void {
    this.#heard();
    this.#subscriptions.end(sid, max);
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
    if (this.#ended) return;
    this.#around.log.error(`${this.#name} - ${log}`);
    this.#bid(error);
  }

  /** Tells the client why, if it is to know, and closes the connection. */
  #bid(error: string | undefined): void {
    this.#parser.stop();
    if (error !== undefined) this.#send(encodeError(error));
    this.#outbox.flush();
    this.#end();
    // To close a socket that has unread bytes throws away what the client has not read either.
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), FAREWELL_MS).unref();
  }

  #deliver(head: Buffer, payload: Buffer): void {
    this.#around.activity.count += 1;
    this.traffic.went(payload.length);
    this.#around.traffic.went(payload.length);
    this.#outbox.writeMessage(head, payload);
    if (this.#outbox.exceeds(this.#clogs)) this.#clogged();
  }

  #clogged(): void {
    const { maxPending } = this.#around.limits;
    if (this.#outbox.exceeds(maxPending)) this.#giveUp(`MaxPending of ${maxPending} Exceeded`);
    else this.#around.router.clogged = this;
  }

  /** A client that does not read is told nothing: it would not read that either. */
  #giveUp(why: string): void {
    this.#around.log.info(`${this.#name} - Slow Consumer Detected: ${why}`);
    this.#around.slow();
    this.#end();
    this.#socket.destroy();
  }

  #askWho(): void {
    const { clock, log, authorization } = this.#around;
    this.#socket.once('data', (bytes) => {
      if (!mayBeConnect(bytes)) this.violation(UNAUTHORIZED);
    });
    this.#stranger = clock.after(authorization.timeout ?? AUTHORIZATION_TIMEOUT_MS, () => {
      log.debug(`${this.#name} - Authentication Timeout`);
      this.#bid('Authentication Timeout');
    });
  }

  #complain(error: string): void {
    this.#around.log.error(`${this.#name} - ${error}`);
    this.#send(encodeError(error));
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
    this.#outbox.stop();
    this.#stranger?.cancel();
    this.#stranger = undefined;
    this.#subscriptions.clear();
    this.#pings.end();
  }
}
