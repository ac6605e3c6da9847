import path from 'node:path';
import {
  explain,
  patient,
  type Program,
  type Published,
  type TestBroker,
  type TestDatabase,
} from '@workbook/testkit';
import { WatchedDatabase } from './watched-database';

/** The services of the shop, and on how many channels each listens. */
const channels = { tickets: 1, orders: 2, transactions: 1, accounts: 1 } as const;
export type Name = keyof typeof channels;

const read = 'README.md, "Step 3: a service ends in order"';

/** A copy of a service in a process of its own. */
export class ServiceProcess {
  /** True if it has ended a connection to its database since it was told to end. */
  #hasLetGo = false;
  #isEnding = false;
  /** True if the broker had been told goodbye by the time the first of these ended. */
  wasGoodbyeFirst = false;

  private constructor(
    readonly copy: string,
    readonly program: Program,
    private readonly broker: TestBroker,
    private readonly way: WatchedDatabase,
  ) {}

  /** Starts it, and resolves when it listens. */
  static async start(
    name: Name,
    number: number,
    { broker, database }: { readonly broker: TestBroker; readonly database: TestDatabase },
    env: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    const copy = `${name}-${number}`;
    const way = new WatchedDatabase(database.newURL(copy, name), () => service.#letGo());
    const program = await broker.startProgram(path.join(__dirname, `../src/${name}/main.ts`), {
      clientID: copy,
      env: { MONGO_URL: await way.listen(), PORT: '0', ...env },
    });
    const service = new ServiceProcess(copy, program, broker, way);
    const listens = (): boolean =>
      program.lines.some((line) => line.includes('listens')) &&
      broker.facts.subscriptions(copy).filter(({ refused }) => refused === '').length ===
        channels[name];
    const limit = performance.now() + patient(8000);
    while (!listens() && performance.now() < limit) if (await program.ended(5)) break;
    explain(
      {
        expected: `${copy} to subscribe`,
        happened: [...broker.facts.asked([copy]), ...service.said()],
        look: `src/${name}/main.ts and src/service.ts, which are given: what does "git status" say?`,
        read,
      },
      () => expect(listens()).toBe(true),
    );
    return service;
  }

  /** Sends it signals, one after the other. */
  async signal(...names: readonly NodeJS.Signals[]): Promise<void> {
    this.#isEnding = true;
    for (const name of names) await this.program.signal(name);
  }

  /** What has become of it, for a failure. */
  async state(): Promise<string[]> {
    const exit = await this.program.ended(0);
    const { copy } = this;
    return [
      exit
        ? `${copy} ended ${exit.signal ? `by ${exit.signal}` : `with code ${exit.code}`}`
        : `${copy} still runs`,
      this.broker.facts.hasClosed(copy)
        ? `${copy} has told the broker that it leaves${this.#hasLetGo && !this.wasGoodbyeFirst ? ', after it had let its database go' : ''}`
        : `${copy} has not told the broker that it leaves`,
      ...this.said(),
    ];
  }

  /** Whether it has acknowledged an event before its goodbye. */
  hasAckedInTime(event: Published): boolean {
    const { all } = this.broker.facts;
    const ack = this.broker.facts.acks(event).find(({ client }) => client === this.copy);
    const end = all.findIndex((fact) => fact.kind === 'closed' && fact.client === this.copy);
    return ack !== undefined && (end < 0 || all.indexOf(ack) < end);
  }

  close(): void {
    this.way.close();
  }

  said(): string[] {
    const { lines } = this.program;
    const { copy } = this;
    return lines.length === 0
      ? [`${copy} has printed nothing`]
      : [`${copy} printed:`, ...lines.slice(-3)];
  }

  #letGo(): void {
    if (!this.#isEnding || this.#hasLetGo) return;
    this.#hasLetGo = true;
    this.wasGoodbyeFirst = this.broker.facts.hasClosed(this.copy);
  }
}
