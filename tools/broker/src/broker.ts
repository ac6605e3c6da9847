import { type Clock, RealClock, StoppableClock } from '@workbook/clock';
import { type Logger, silentLog } from './log';
import type { Authorization } from './nats/authorization';
import type { Monitor } from './monitoring/monitor';
import type { CoreLimits } from './nats/limits';
import { NatsServer, urlHost } from './nats/server';
import { afterSignals } from './nats/turn';
import type { Recorder } from './recorder';
import { openStore, type StoreOptions } from './store/open';
import type { Store } from './store/store';
import { DEFAULT_LIMITS, type Limits } from './streaming/limits';
import { Requests } from './streaming/requests/requests';
import { Streaming } from './streaming/streaming';

/** Durations are in milliseconds; the defaults are those of the real server (section 3.1). */
export interface BrokerOptions {
  /** The address to listen on; 127.0.0.1 unless given. */
  readonly host?: string;
  /** 0, a free one, unless given. */
  readonly port?: number;
  /** `test-cluster` unless given. */
  readonly clusterID?: string;
  readonly heartbeatInterval?: number;
  readonly heartbeatTimeout?: number;
  /** How many failed heartbeats a client is forgiven. */
  readonly heartbeatFailCount?: number;
  /** Where the state is kept; in memory unless given. */
  readonly store?: StoreOptions;
  /** How much is kept; what the real server keeps unless given (section 3.6). */
  readonly limits?: Partial<Limits>;
  /** True: a durable that is active goes to its client's next subscription; false unless given. */
  readonly replaceDurable?: boolean;
  /** Of the core: those of the real server unless given (section 1.6). */
  readonly coreLimits?: Partial<CoreLimits>;
  /** Who may connect; everybody unless given (section 1.5). */
  readonly authorization?: Authorization;
  /** Where the monitoring answers over HTTP, 0 is a free port; there is none unless given (section 6). */
  readonly monitoringPort?: number;
  /**
   * True: what clients send is handled after a signal that the process had before it; false unless given.
   * For a process that stops at signals; `settled` does not wait for it.
   */
  readonly signalsFirst?: boolean;
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Is told everything that happens. */
  readonly recorder?: Recorder;
}

/** A running broker. */
export interface Broker {
  /** Where clients connect: `nats://127.0.0.1:4222`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly clusterID: string;
  readonly store: Pick<Store, 'type' | 'recovered'>;
  /** Resolves if the store can take no more: the broker has then stopped by itself. */
  readonly failed: Promise<Error>;
  /** `http://127.0.0.1:8222`; undefined if there is no monitoring. */
  readonly monitoringURL: string | undefined;
  /**
   * Resolves when all that was sent to clients that are connected has been taken, and all that they
   * sent in return has been handled.
   */
  settled(): Promise<void>;
  /** Ends all connections and frees the port; a store on disk keeps all it was given. */
  stop(): Promise<void>;
}

/**
 * Starts a NATS Streaming Server.
 *
 * @throws PortTakenError if another process listens on a port, ListenError if it cannot be for another reason
 * @throws StoreError if the folder of the store is used by another server or damaged
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const clock = new StoppableClock(options.clock ?? new RealClock());
  const log = options.log ?? silentLog;
  const { recorder } = options;
  const clusterID = options.clusterID ?? 'test-cluster';
  const server = new NatsServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock,
    log,
    ...(options.coreLimits && { limits: options.coreLimits }),
    ...(options.authorization && { authorization: options.authorization }),
    ...(options.signalsFirst && { turn: afterSignals() }),
  });
  let fail: (error: Error) => void;
  const failed = new Promise<Error>((resolve) => (fail = resolve));
  const layer = log.prefixed('STREAM: ');
  const store = await openStore(options.store ?? { type: 'MEMORY' }, {
    clusterID,
    clock,
    warn: (text) => layer.warn(text),
    failed: (error) => fail(error),
  });
  const streaming = new Streaming({
    clusterID,
    router: server.router,
    clock,
    log: layer,
    heartbeat: {
      interval: options.heartbeatInterval ?? 30_000,
      timeout: options.heartbeatTimeout ?? 10_000,
      failCount: options.heartbeatFailCount ?? 10,
    },
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    replaceDurable: options.replaceDurable ?? false,
    store,
    emit: recorder && ((event) => recorder({ ...event, at: clock.now() })),
  });
  streaming.recover();
  // Whoever finds the port open is served (section 8, T30).
  const requests = new Requests(streaming, server.router);
  requests.serve();
  const { monitoringPort } = options;
  const view = { server, streaming, clock, startedAt: clock.now(), storeType: store.type };
  const monitor = monitoringPort === undefined ? undefined : newMonitor(view);
  const stop = async (): Promise<void> => {
    clock.stop();
    requests.stop();
    await arrived();
    await Promise.all([server.close(), monitor?.close()]);
    await store.close();
  };
  try {
    await monitor?.listen(server.host, monitoringPort ?? 0);
    await server.listen();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    store,
    failed: failed.then(async (error) => {
      await stop();
      return error;
    }),
    url: server.url,
    host: server.host,
    port: server.port,
    clusterID,
    monitoringURL: monitor && `http://${urlHost(server.host)}:${monitor.port}`,
    settled: async () => {
      do {
        store.commit();
        await server.settled();
      } while (store.isBusy);
    },
    stop,
  };
}

/** What clients had sent by now is read: acks are kept, and come to nobody again after a restart. */
async function arrived(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Nobody pays for it who did not ask for it. */
function newMonitor(view: ConstructorParameters<typeof Monitor>[0]): Monitor {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() does not read TypeScript
  const { Monitor } = require('./monitoring/monitor') as typeof import('./monitoring/monitor');
  return new Monitor(view);
}
