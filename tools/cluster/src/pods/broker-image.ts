import { type Broker, type Logger, startBroker } from '@workbook/broker';
import {
  announceReady,
  announceStart,
  logOf,
  optionsOf,
  settingsOfFlags,
} from '@workbook/broker/flags';
import { connect, type Socket } from 'node:net';
import type { ContainerStart, Running } from './image';

/** In a container the broker is the first process. */
const PID = 1;

/** `nats-streaming`: an embedded broker, started with the arguments of its container. */
export function brokerImage(start: ContainerStart): Running {
  return new BrokerContainer(start);
}

class BrokerContainer implements Running {
  readonly ready: Promise<void>;
  readonly exited: Promise<number>;
  /** Where the ports of the pod really are: on free ones, which nobody is told. */
  readonly #ports = new Map<number, number>();
  readonly #started: Promise<Broker | undefined>;
  #exit!: (code: number) => void;

  constructor(start: ContainerStart) {
    this.exited = new Promise((resolve) => (this.#exit = resolve));
    this.#started = this.#start(start);
    this.ready = this.#started.then((broker) => {
      // What cannot start is never ready.
      if (!broker) return new Promise<never>(() => undefined);
      return undefined;
    });
  }

  connect(port: number): Socket | undefined {
    const real = this.#ports.get(port);
    if (real === undefined) return undefined;
    return connect({ port: real, host: '127.0.0.1', noDelay: true });
  }

  signal(): void {
    void this.#started.then(async (broker) => {
      this.#ports.clear();
      await broker?.stop();
      this.#exit(0);
    });
  }

  async settled(): Promise<void> {
    const broker = await this.#started;
    await broker?.settled();
  }

  /** @returns undefined if it cannot: the log says why */
  async #start({ spec, clock, write }: ContainerStart): Promise<Broker | undefined> {
    const stream = { write: (line: string) => write(line.replace(/^\[\d+\]/, `[${PID}]`)) };
    let log: Logger | undefined;
    try {
      const settings = settingsOfFlags(spec.args ?? []);
      log = logOf(settings, stream);
      announceStart(log, settings);
      const { port, monitoringPort } = settings;
      const hasMonitoring = monitoringPort !== undefined;
      const broker = await startBroker({
        ...optionsOf(settings),
        clock,
        log,
        host: '127.0.0.1',
        port: 0,
        ...(hasMonitoring && { monitoringPort: 0 }),
      });
      this.#ports.set(port, broker.port);
      if (hasMonitoring) {
        this.#ports.set(monitoringPort, Number(new URL(broker.monitoringURL!).port));
      }
      const monitoringURL = hasMonitoring ? `http://0.0.0.0:${monitoringPort}` : undefined;
      announceReady(log, { ...broker, host: '0.0.0.0', port, monitoringURL }, settings);
      return broker;
    } catch (error) {
      const { message } = error as Error;
      if (log) log.fatal(`STREAM: Failed to start: ${message}`);
      else write(`${message}\n`);
      this.#exit(1);
      return undefined;
    }
  }
}
