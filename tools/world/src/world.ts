import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, parseDuration, RealClock, VirtualClock } from '@workbook/clock';
import { TestDatabase } from './database/test-database';
import { KINDS, type KindName, type Servers, type WorldPlan } from './kinds';
import { OwnTime } from './own-time';
import { Recording } from './recording';
import type { Around, Running, ServerKind } from './server-kind';

/**
 * One clock, and the servers that go by it. The clock stands still until `pass` moves it; with
 * `NATS_STREAMING_SERVER=/path/to/nats-streaming-server` in the environment the broker is that program, and the
 * clock the machine's.
 */
export class World<Plan extends WorldPlan = WorldPlan> implements Around {
  readonly recording = new Recording();
  readonly #virtual = process.env.NATS_STREAMING_SERVER ? undefined : new VirtualClock();
  readonly clock: Clock = this.#virtual ?? new RealClock();
  /** The time of the code that is tested. */
  readonly ownTime = new OwnTime(this.#virtual);
  /** By the names of the plan. */
  readonly servers: Servers<Plan>;
  readonly #running: Running[] = [];

  private constructor(
    servers: object,
    readonly started: Around['started'],
  ) {
    this.servers = servers as Servers<Plan>;
  }

  /**
   * Starts the servers of `plan`, one after the other.
   *
   * @param started waits for the code of a test that starts a copy, for as long as it likes to
   * @throws if one cannot run; those before it are stopped
   */
  static async open<const Plan extends WorldPlan>(
    plan: Plan,
    started: Around['started'] = (starting) => starting,
  ): Promise<World<Plan>> {
    const servers: Record<string, Running> = {};
    const world = new World<Plan>(servers, started);
    try {
      for (const name of Object.keys(plan) as KindName[]) {
        const kind: ServerKind<object, Running> = KINDS[name];
        servers[name] = await world.start(kind, plan[name] ?? {});
      }
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  /** Starts one more server, which `pass` and `stop` know from then on. */
  async start<Options, Server extends Running>(
    kind: ServerKind<Options, Server>,
    options: Options,
  ): Promise<Server> {
    const { clock, recording } = this;
    const server = await kind.start({ ...options, clock, emit: recording.record, world: this });
    this.#running.push(server);
    return server;
  }

  /**
   * Lets time pass for all, `5s` or `500ms`, and resolves when all is quiet: at once, from timer to timer, or
   * really, where the clock is the machine's.
   *
   * @throws DurationError if `duration` is none
   */
  readonly pass = async (duration: string): Promise<void> => {
    const ms = parseDuration(duration);
    if (this.#virtual) await this.#virtual.pass(ms, () => this.settled());
    else await wait(ms);
    await this.settled();
  };

  /** Resolves when nothing is under way in any server, nor between it and its clients. */
  readonly settled = async (): Promise<void> => {
    // What one has done may have reached another that was quiet before.
    let before: number;
    do {
      before = this.#traffic;
      for (const server of this.#running) await server.settled();
    } while (this.#running.length > 1 && this.#traffic !== before);
  };

  get #traffic(): number {
    return this.#running.reduce((sum, { traffic }) => sum + traffic, 0);
  }

  hasProcess(): void {
    this.#virtual?.followMachine();
  }

  refuseNextWrite(copy: string, refused: () => void): boolean {
    const database = this.#running.find((server) => server instanceof TestDatabase);
    database?.refuseNextWrite(copy, refused);
    return database !== undefined;
  }

  /** Stops all servers, the last one first. */
  async stop(): Promise<void> {
    for (const server of this.#running.splice(0).reverse()) await server.stop();
  }
}
