import type { Clock } from '@workbook/clock';
import type { Stan } from 'node-nats-streaming';
import { connect, cutOff, disconnect, reconnected, settleable } from './connect';
import type { Published } from './event';
import { type BrokerFault, type CopyFault, isOfCopy, type Plan } from './faults/fault';
import { Line } from './faults/line';
import { parsePlan, printPlan } from './faults/plan';
import { FaultLog } from './faults/report';
import type { ServerOptions } from './server';
import type { Recording } from './recording';
import type { Around, Running, Surroundings } from './server-kind';
import { Copy, Service } from './service';
import { type Program, type ProgramOptions, startProgram } from './program';
import { type StartedServer, startServer } from './start-server';
import { Facts } from './wire/facts';

/** What a test may choose of its broker, and of what goes wrong. */
export interface TestBrokerOptions extends ServerOptions {
  /** What goes wrong, in one line: `lose-ack payments-1 #2, restart #4`. */
  readonly faults: string;
}

/** How a broker is stopped and started again. */
export interface RestartOptions {
  readonly store?: 'kept' | 'lost';
  readonly away?: () => Promise<unknown>;
}

/** Of a client: whoever waits for its answers learns that there will be none. */
interface Life {
  readonly clientID: string;
  readonly over: Promise<void>;
  readonly end: () => void;
}

/**
 * A broker of its own for one test, with the services that the test starts on it. It is the
 * embedded one; with `NATS_STREAMING_SERVER=/path/to/nats-streaming-server` in the environment,
 * it is the real one, for the same tests.
 */
export class TestBroker implements Running {
  /** What has happened so far. */
  readonly recording: Recording;
  /** What has passed between clients and the broker so far, on any server. */
  readonly facts = new Facts();
  /** What became of the faults so far. */
  readonly faults: FaultLog;
  readonly #clock: Clock;
  readonly #server: StartedServer;
  readonly #clients = new Map<Stan, Life>();
  readonly #copyFaults: readonly CopyFault[];
  readonly #brokerFaults: BrokerFault[];
  readonly #lines: Line[] = [];
  readonly #services: Service[] = [];
  readonly #published = new Map<string, number>();
  #publisher: Stan | undefined;
  #isStopped = false;
  #settling: Promise<void> = Promise.resolve();

  private constructor(
    server: StartedServer,
    plan: Plan,
    clock: Clock,
    /** Where it is. */
    readonly world: Around,
  ) {
    this.#clock = clock;
    this.#server = server;
    this.#copyFaults = plan.filter(isOfCopy);
    this.#brokerFaults = plan.filter((fault) => !isOfCopy(fault));
    this.recording = world.recording;
    this.faults = new FaultLog(plan);
  }

  /** @throws if `faults` is no plan */
  static async start(options: Partial<TestBrokerOptions> & Surroundings): Promise<TestBroker> {
    const { clock, world, faults = '' } = options;
    const plan = parsePlan(faults);
    world.recording.faults = printPlan(plan);
    return new TestBroker(await startServer(options), plan, clock, world);
  }

  /** Where clients connect: `nats://127.0.0.1:PORT`. */
  get url(): string {
    return this.#server.url;
  }

  get traffic(): number {
    return this.facts.all.length;
  }

  /** Connects a client, which is closed with the broker. */
  async connect(clientID: string): Promise<Stan> {
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    const line = await this.#open(clientID, () => this.kill(stan));
    const stan = await connect(line.url, this.#server.clusterID, clientID);
    this.#clients.set(stan, { clientID, over, end });
    return stan;
  }

  /**
   * Where a process connects whose client the test does not hold: `nats://127.0.0.1:PORT`. What passes
   * there is in `facts` too.
   */
  async newURL(): Promise<string> {
    this.world.hasProcess();
    return (await this.#open('', () => undefined)).url;
  }

  /** Starts `file`, a program of a lab in TypeScript, in a process of its own. */
  async startProgram(
    file: string,
    options: Omit<ProgramOptions, 'url' | 'line'> = {},
  ): Promise<Program> {
    this.world.hasProcess();
    let crash = (): void => undefined;
    const line = await this.#open(options.clientID ?? '', () => crash());
    const program = startProgram(file, { ...options, url: line.url, line });
    crash = () => void program.signal('SIGKILL');
    void program.over.then(({ signal }) => {
      const { clientID = '' } = options;
      if (signal) this.recording.killed(clientID);
      else this.recording.disconnected(clientID);
    });
    return program;
  }

  /** Ends the connection of `stan` as the death of its process does: the server is told nothing. */
  kill(stan: Stan): void {
    cutOff(stan);
    const life = this.#clients.get(stan);
    if (!life) return;
    life.end();
    this.recording.killed(life.clientID);
    this.#clients.delete(stan);
  }

  /**
   * Starts `copies` copies of a service one after the other, named `name-1`, `name-2` and so on,
   * and resolves when each has subscribed to what it wants.
   */
  async start(name: string, copies: number, listen: (copy: Copy) => unknown): Promise<Service> {
    const service = new Service(name, this.#services, this.facts);
    this.#services.push(service);
    for (let number = 1; number <= copies; number++) {
      const clientID = `${name}-${number}`;
      const copy = new Copy(clientID, await this.connect(clientID), this.recording);
      service.copies.push(copy);
      await this.world.started(Promise.resolve(listen(copy)), clientID);
      await this.settled();
    }
    return service;
  }

  /**
   * Publishes events in this order and resolves when the broker has stored them all.
   * Numbers them as the broker does, provided that nobody else publishes to `channel`.
   *
   * @throws if the broker refuses one
   */
  async publish(channel: string, ...events: unknown[]): Promise<Published[]> {
    const before = this.#published.get(channel) ?? 0;
    const due = this.#brokerFaults.filter(
      ({ sequence }) => sequence > before && sequence <= before + events.length,
    );
    const stored: Published[] = [];
    for (const fault of due) {
      const part = events.slice(stored.length, fault.sequence - before);
      stored.push(...(await this.#publishAll(channel, part)));
      this.#brokerFaults.splice(this.#brokerFaults.indexOf(fault), 1);
      this.faults.happened(fault);
      await this.restart({ store: fault.kind === 'lose-store' ? 'lost' : 'kept' });
    }
    stored.push(...(await this.#publishAll(channel, events.slice(stored.length))));
    return stored;
  }

  /** Resolves when all that was sent has been delivered, handled and, if it will be, acknowledged. */
  async settled(): Promise<void> {
    // Two who look at a time would each take the other's PINGs for something under way.
    this.#settling = this.#settling.then(() =>
      this.#server.settled([...this.#clients].map(([stan, { over }]) => settleable(stan, over))),
    );
    await this.#settling;
  }

  /**
   * Makes all that was published as old as `duration`, before any copy starts: the heartbeats of years
   * would take long. A real server's clock cannot be put forward, and there nothing happens.
   */
  async age(duration: string): Promise<void> {
    if (process.env.NATS_STREAMING_SERVER) return;
    if (this.#publisher) {
      await disconnect(this.#publisher);
      this.#clients.delete(this.#publisher);
      this.#publisher = undefined;
    }
    await this.world.pass(duration);
  }

  /**
   * Stops the server and starts it again on the same port, as when its pod is replaced, and resolves
   * when all clients have found it: those of the test look for it at once, and the Node client by itself after 2 s.
   *
   * @param store `lost`: also what it kept on disk is gone
   * @param away what happens while it is gone; it comes back when that is over
   */
  async restart({ store = 'kept', away }: RestartOptions = {}): Promise<void> {
    const back = Promise.all([...this.#clients.keys()].map(reconnected));
    const isLost = store === 'lost' || !this.#server.folder;
    if (isLost) this.#published.clear();
    this.recording.restarted(isLost ? 'lost' : 'kept');
    await Promise.all(this.#lines.map((line) => line.down()));
    await this.#server.restart(async () => {
      if (store === 'lost') this.#server.folder?.empty();
      await away?.();
    });
    await Promise.all(this.#lines.map((line) => line.up()));
    await back;
    // A client says that it is back before the server has read what it subscribes to again.
    await this.settled();
  }

  /** Closes every client, then ends the server. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    await Promise.all([...this.#clients.keys()].map(disconnect));
    await Promise.all(this.#lines.map((line) => line.close()));
    await this.#server.stop();
  }

  async #publishAll(channel: string, events: readonly unknown[]): Promise<Published[]> {
    const publisher = (this.#publisher ??= await this.connect('publisher'));
    return Promise.all(
      events.map(async (data) => {
        const sequence = (this.#published.get(channel) ?? 0) + 1;
        this.#published.set(channel, sequence);
        this.faults.published(sequence);
        await new Promise<void>((resolve, reject) => {
          publisher.publish(channel, JSON.stringify(data), (error: unknown) =>
            error ? reject(new Error(`${channel} was refused: ${String(error)}`)) : resolve(),
          );
        });
        return { channel, sequence, data };
      }),
    );
  }

  /** Puts a line between a process and the server. */
  async #open(clientID: string, crash: () => void): Promise<Line> {
    const line = await Line.open(
      this.url,
      this.#clock,
      this.#copyFaults.filter((fault) => fault.client === clientID),
      {
        happened: (fault, channel) => {
          this.faults.happened(fault);
          this.recording.fault(fault, channel);
        },
        passed: (fact) => {
          this.facts.add(fact);
          this.faults.passed(fact);
        },
        crash,
        refuse: (fault, channel) => {
          const happened = (): void => {
            this.faults.happened(fault);
            this.recording.fault(fault, channel);
          };
          if (!this.world.refuseNextWrite(fault.client, happened)) this.faults.hasNoDatabase(fault);
        },
      },
    );
    if (this.#isStopped) await line.down();
    else this.#lines.push(line);
    return line;
  }
}
