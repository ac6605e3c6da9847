import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { encodeInfo, TOO_MANY_CONNECTIONS } from '@workbook/protocol';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { Traffic } from '../traffic';
import { asksWho, type Authorization } from './authorization';
import { Connection } from './connection';
import { listenOn } from './listen-error';
import { type CoreLimits, DEFAULT_CORE_LIMITS } from './limits';
import { Router } from './router';
import { type Activity, settle } from './settle';
import { atOnce, type Turn } from './turn';

/** The version of the NATS core server that 0.25.6 embeds, and whose behaviour this one follows. */
export const NATS_VERSION = '2.9.24';
/** The real server's own connections take the numbers before (behaviour document, section 1.2). */
const FIRST_CLIENT = 8;
/** How many of its own the real server has, and counts. */
const OWN_CONNECTIONS = 4;
const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface NatsServerOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Logger;
  /** Those of the real server unless given. */
  readonly limits?: Partial<CoreLimits>;
  readonly authorization?: Authorization;
  /** When what clients send is handled: at once unless given. */
  readonly turn?: Turn;
}

/** The core of NATS: TCP connections around one router (behaviour document, section 1). */
export class NatsServer {
  readonly router = new Router();
  /** `N` and 55 letters, as the real one's. */
  readonly id = `N${[...randomBytes(55)].map((byte) => ID_ALPHABET[byte % 32]).join('')}`;
  readonly host: string;
  readonly limits: CoreLimits;
  /** Of all connections, also those that are gone. */
  readonly traffic = new Traffic();
  /** How many clients were given up because they did not take what was sent to them. */
  slowConsumers = 0;

  readonly #options: NatsServerOptions;
  readonly #authorization: Authorization;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #activity: Activity = { count: 0 };
  #nextClient = FIRST_CLIENT;
  #port: number;

  constructor(options: NatsServerOptions) {
    this.#options = options;
    this.limits = { ...DEFAULT_CORE_LIMITS, ...options.limits };
    this.#authorization = options.authorization ?? {};
    this.host = options.host;
    this.#port = options.port;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** @throws PortTakenError if another process listens there, ListenError if it cannot for another reason */
  async listen(): Promise<void> {
    this.#port = await listenOn(this.#server, 'clients', this.host, this.#port);
  }

  /** The real one, once it listens. */
  get port(): number {
    return this.#port;
  }

  /** Those that are open, the oldest first. */
  get connections(): readonly Connection[] {
    return [...this.#connections];
  }

  /** How many there have been. */
  get totalConnections(): number {
    return this.#nextClient - FIRST_CLIENT;
  }

  get url(): string {
    return `nats://${urlHost(this.host)}:${this.#port}`;
  }

  /** Resolves when nothing is under way between the server and its clients: see `settle`. */
  async settled(): Promise<void> {
    await settle(this.#connections, this.#activity);
  }

  /** Ends every connection, and resolves when the port is free. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of this.#connections) connection.close();
    await closed;
  }

  #accept(socket: Socket): void {
    const id = this.#nextClient++;
    const info = encodeInfo({
      server_id: this.id,
      server_name: this.id,
      version: NATS_VERSION,
      proto: 1,
      go: `node ${process.version}`,
      host: this.host,
      port: this.#port,
      headers: true,
      ...(asksWho(this.#authorization) && { auth_required: true }),
      max_payload: this.limits.maxPayload,
      client_id: id,
      client_ip: socket.remoteAddress ?? '',
    });
    const isFull = this.#isFull();
    const connection = new Connection(socket, id, info, {
      router: this.router,
      clock: this.#options.clock,
      log: this.#options.log,
      limits: this.limits,
      authorization: this.#authorization,
      activity: this.#activity,
      turn: this.#options.turn ?? atOnce,
      traffic: this.traffic,
      slow: () => (this.slowConsumers += 1),
      closed: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
    if (isFull) connection.violation(TOO_MANY_CONNECTIONS);
    this.#activity.count += 1;
  }

  /** Those that are being sent away do not count. */
  #isFull(): boolean {
    const max = this.limits.maxConnections - OWN_CONNECTIONS;
    if (this.#connections.size < max) return false;
    return [...this.#connections].filter(({ isEnded }) => !isEnded).length >= max;
  }
}

/** An address as a URL has it: those of IPv6 in brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
