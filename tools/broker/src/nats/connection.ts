import type { Socket } from 'node:net';
import {
  AUTHENTICATION_TIMEOUT,
  type CommandHandler,
  CommandParser,
  type Complaint,
  type ConnectOptions,
  encodeError,
  isLiteral,
  isValidPattern,
  OK,
  parseConnect,
  PING,
  PONG,
  STALE_CONNECTION,
  TOO_MANY_SUBSCRIPTIONS,
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
import { refusedPublish, refusedSubscription } from './reserved';
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
      late: (what) => this.#giveUp('Write Deadline', `WriteDeadline of ${what}`),
    });
    this.#liveness = new Liveness(around.clock, around.limits, {
      ping: () => this.ask(() => undefined),
      stale: () => this.violation(STALE_CONNECTION),
    });
    this.#subscriptions = new Subscriptions(around.router, this, (head, payload, counts) =>
      this.#deliver(head, payload, counts),
    );
    this.#parser = new CommandParser(this, around.limits);
    if (asksWho(around.authorization)) this.#askWho();
    socket.on('data', (bytes) => {
      this.#mute = false;
      this.lastActivity = around.clock.now();
      this.#liveness.heard();
      around.turn(() => this.#parser.push(bytes));
    });
    socket.on('error', (error) => around.log.debug(`${this.#name} - ${error.message}`));
    socket.on('close', () => {
      this.#end('Client Closed');
      around.closed();
    });
    around.log.debug(`${this.#name} - Client connection created`);
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
      this.#parser.headers = this.#subscriptions.headers = result.headers;
      this.#liveness.introduced();
      this.#ok();
    }
  }

  publish(
    subject: string,
    reply: string | undefined,
    payload: Buffer,
    headers: Buffer | undefined,
  ): void {
    this.#heard();
    const { pedantic, echo, no_responders: noResponders, user } = this.#options;
    const size = payload.length + (headers?.length ?? 0);
    this.traffic.came(size);
    this.#around.traffic.came(size);
    if (pedantic && !isLiteral(subject)) this.#send(encodeError('Invalid Publish Subject'));
    const refused = refusedPublish(subject, reply, user);
    if (refused) {
      this.#complain(refused);
      return;
    }
    this.#ok();
    const { router } = this.#around;
    const reached = router.publish(subject, reply, payload, echo ? undefined : this, headers);
    if (noResponders && reached === 0 && reply !== undefined) router.noResponders(reply, this);
  }

  subscribe(subject: string, queue: string | undefined, sid: string): void {
    this.#heard();
    const { maxSubscriptions } = this.#around.limits;
    const refused = refusedSubscription(subject, queue, sid, this.#options.user);
    if (refused) this.#complain(refused);
    else if (maxSubscriptions > 0 && this.#subscriptions.size >= maxSubscriptions) {
      this.#complain(TOO_MANY_SUBSCRIPTIONS);
    } else if (isValidPattern(subject) || this.#subscriptions.has(sid)) {
      this.#subscriptions.begin(sid, subject, queue);
      this.#ok();
    } else this.#send(encodeError('Invalid Subject'));
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

  violation({ error, log, closed = 'Protocol Violation' }: Violation): void {
    if (this.#ended) return;
    if (log !== undefined) this.#around.log.error(`${this.#name} - ${log}`);
    this.#parser.stop();
    if (error !== undefined) this.#send(encodeError(error));
    this.#outbox.flush();
    this.#end(closed);
    // To close a socket that has unread bytes throws away what the client has not read either.
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), FAREWELL_MS).unref();
  }

  #deliver(head: Buffer, payload: Buffer, counts: boolean): void {
    this.#around.activity.count += 1;
    if (counts) {
      this.traffic.went(payload.length);
      this.#around.traffic.went(payload.length);
    }
    this.#outbox.writeMessage(head, payload);
    if (this.#outbox.exceeds(this.#clogs)) this.#clogged();
  }

  #clogged(): void {
    if (!this.#isOverfull()) this.#around.router.clogged = this;
  }

  /** True if more waits for the client than may: it is then given up. */
  #isOverfull(): boolean {
    const { maxPending } = this.#around.limits;
    if (!this.#outbox.exceeds(maxPending)) return false;
    this.#giveUp('Pending Bytes', `MaxPending of ${maxPending} Exceeded`);
    return true;
  }

  /** A client that does not read is told nothing: it would not read that either. */
  #giveUp(closed: string, why: string): void {
    if (this.#ended) return;
    this.#around.log.info(`${this.#name} - Slow Consumer Detected: ${why}`);
    this.#around.slow();
    this.#parser.stop();
    this.#end(`Slow Consumer (${closed})`);
    this.#socket.destroy();
  }

  #askWho(): void {
    const { clock, log, authorization } = this.#around;
    this.#socket.once('data', (bytes) => {
      if (!mayBeConnect(bytes)) this.violation(UNAUTHORIZED);
    });
    this.#stranger = clock.after(authorization.timeout ?? AUTHORIZATION_TIMEOUT_MS, () => {
      log.debug(`${this.#name} - Authentication Timeout`);
      this.violation(AUTHENTICATION_TIMEOUT);
    });
  }

  #complain({ error, log }: Complaint): void {
    this.#around.log.error(`${this.#name} - ${log}`);
    this.#send(encodeError(error));
  }

  #heard(): void {
    this.#greeted = true;
    this.#around.activity.count += 1;
  }

  #ok(): void {
    if (this.#options.verbose) this.#send(OK);
  }

  /** Answers count as what is delivered does: who asks and never reads is given up too. */
  #send(bytes: Buffer): void {
    if (this.#ended) return;
    this.#around.activity.count += 1;
    this.#outbox.write(bytes);
    this.#isOverfull();
  }

  /** Nothing is delivered any more, and nobody waits for an answer. @param why for a debug line */
  #end(why: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#around.log.debug(`${this.#name} - Client connection closed: ${why}`);
    this.#around.activity.count += 1;
    this.#liveness.stop();
    this.#outbox.stop();
    this.#stranger?.cancel();
    this.#stranger = undefined;
    this.#subscriptions.clear();
    this.#pings.end();
  }
}
