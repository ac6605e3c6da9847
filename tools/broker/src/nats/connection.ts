import type { Socket } from 'node:net';
import {
  AUTHENTICATION_TIMEOUT,
  type CommandHandler,
  CommandParser,
  type ConnectOptions,
  encodeError,
  isLiteral,
  OK,
  parseConnect,
  PING,
  PONG,
  STALE_CONNECTION,
  UNAUTHORIZED,
  UNTOLD_OPTIONS,
  type Violation,
} from '@workbook/protocol';
import { Traffic } from '../traffic';
import { Admission, asksWho, mayBeConnect } from './authorization';
import type { ConnectionContext } from './connection-context';
import { Liveness } from './liveness';
import { Outbox } from './outbox';
import { Pings } from './pings';
import { refusedPublish } from './reserved';
import type { Backpressure } from './router';
import type { Settling } from './settle';
import { type Refusal, Subscriptions } from './subscriptions';

/** How long a client that broke the protocol has to take the reason, and to stop sending. */
const FAREWELL_MS = 1000;

/** One client: bytes in, commands, subscriptions, bytes out (behaviour document, section 1). */
export class Connection implements CommandHandler, Settling {
  /** What it published and was sent. */
  readonly traffic = new Traffic();
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  lastActivity: number;

  readonly #socket: Socket;
  readonly #context: ConnectionContext;
  readonly #name: string;
  readonly #outbox: Outbox;
  readonly #pings = new Pings();
  readonly #liveness: Liveness;
  readonly #subscriptions: Subscriptions;
  readonly #parser: CommandParser;
  readonly #admission: Admission;
  #options: ConnectOptions = UNTOLD_OPTIONS;
  /** It has sent a command: until then it may still wait for INFO. */
  #greeted = false;
  #mute = false;
  #ended = false;

  /** @param info the first line, which the client waits for */
  constructor(
    socket: Socket,
    readonly id: number,
    info: Buffer,
    context: ConnectionContext,
  ) {
    this.openedAt = this.lastActivity = context.clock.now();
    this.#socket = socket;
    this.#context = context;
    this.#name = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? '?'} - cid:${id}`;
    const { authorization, clock, limits, log, router } = context;
    this.#outbox = new Outbox(socket, clock, limits, (kind, what) => this.#giveUp(kind, what));
    this.#liveness = new Liveness(clock, limits, {
      ping: () => this.ask(() => undefined),
      stale: () => this.violation(STALE_CONNECTION),
    });
    this.#subscriptions = new Subscriptions(
      router,
      limits.maxSubscriptions,
      this,
      (head, payload, counts) => this.#deliver(head, payload, counts),
    );
    this.#parser = new CommandParser(this, limits);
    this.#admission = new Admission(authorization, clock, () => {
      log.debug(`${this.#name} - Authentication Timeout`);
      this.violation(AUTHENTICATION_TIMEOUT);
    });
    if (asksWho(authorization)) {
      socket.once('data', (bytes) => {
        if (!mayBeConnect(bytes)) this.violation(UNAUTHORIZED);
      });
    }
    socket.on('data', (bytes) => {
      this.#mute = false;
      this.lastActivity = clock.now();
      this.#liveness.heard();
      context.turn(() => this.#parser.push(bytes));
    });
    socket.on('error', (error) => log.debug(`${this.#name} - ${error.message}`));
    socket.on('close', () => {
      this.#end('Client Closed');
      context.closed();
    });
    log.debug(`${this.#name} - Client connection created`);
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
    else if (!this.#admission.admits(result)) this.violation(UNAUTHORIZED);
    else {
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
    this.#context.traffic.came(size);
    if (pedantic && !isLiteral(subject)) this.#send(encodeError('Invalid Publish Subject'));
    const refused = refusedPublish(subject, reply, user);
    if (refused) {
      this.#complain(refused);
      return;
    }
    this.#ok();
    const { router } = this.#context;
    const reached = router.publish(subject, reply, payload, echo ? undefined : this, headers);
    if (noResponders && reached === 0 && reply !== undefined) router.noResponders(reply, this);
  }

  subscribe(subject: string, queue: string | undefined, sid: string): void {
    this.#heard();
    const refused = this.#subscriptions.begin(sid, subject, queue, this.#options.user);
    if (refused) this.#complain(refused);
    else this.#ok();
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
    if (log !== undefined) this.#context.log.error(`${this.#name} - ${log}`);
    this.#parser.stop();
    if (error !== undefined) this.#send(encodeError(error));
    this.#outbox.flush();
    this.#end(closed);
    // To close a socket that has unread bytes throws away what the client has not read either.
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), FAREWELL_MS).unref();
  }

  #deliver(head: Buffer, payload: Buffer, counts: boolean): Backpressure | undefined {
    this.#context.activity.count += 1;
    if (counts) {
      this.traffic.went(payload.length);
      this.#context.traffic.went(payload.length);
    }
    return this.#outbox.deliver(head, payload);
  }

  /** A client that does not read is told nothing: it would not read that either. */
  #giveUp(kind: string, what: string): void {
    if (this.#ended) return;
    this.#context.log.info(`${this.#name} - Slow Consumer Detected: ${what}`);
    this.#context.slow();
    this.#parser.stop();
    this.#end(`Slow Consumer (${kind})`);
    this.#socket.destroy();
  }

  #complain({ error, log }: Refusal): void {
    if (log !== undefined) this.#context.log.error(`${this.#name} - ${log}`);
    this.#send(encodeError(error));
  }

  #heard(): void {
    this.#greeted = true;
    this.#context.activity.count += 1;
  }

  #ok(): void {
    if (this.#options.verbose) this.#send(OK);
  }

  #send(answer: Buffer): void {
    if (this.#ended) return;
    this.#context.activity.count += 1;
    this.#outbox.send(answer);
  }

  /** Nothing is delivered any more, and nobody waits for an answer. @param why for a debug line */
  #end(why: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#context.log.debug(`${this.#name} - Client connection closed: ${why}`);
    this.#context.activity.count += 1;
    this.#liveness.stop();
    this.#outbox.stop();
    this.#admission.stop();
    this.#subscriptions.clear();
    this.#pings.end();
  }
}
