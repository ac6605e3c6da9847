import path from 'node:path';
import {
  explain,
  type Explanation,
  patient,
  type Program,
  type TestBroker,
  type TestDatabase,
} from '@workbook/testkit';
import { ask, type Said } from './ask';

/** The services of the shop, and on how many channels each listens. */
export const SERVICES = { tickets: 1, orders: 2, transactions: 1, accounts: 1 } as const;
export type ServiceName = keyof typeof SERVICES;
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** What a test's world lets pass, and how it knows that nothing is under way. */
interface Time {
  readonly pass: (duration: string) => Promise<void>;
  readonly settled: () => Promise<void>;
}

interface Copy {
  readonly name: ServiceName;
  readonly program: Program;
  /** Where it answers. */
  readonly url: string;
}

/** The whole shop: copies of every service, each a process, over one broker and one database server. */
export class System {
  /** The copies that live, by their client IDs. */
  readonly copies = new Map<string, Copy>();
  readonly #started: Record<ServiceName, number> = {
    tickets: 0,
    orders: 0,
    transactions: 0,
    accounts: 0,
  };
  #turn = 0;

  constructor(
    private readonly broker: TestBroker,
    private readonly database: TestDatabase,
    private readonly time: Time,
  ) {}

  /** Starts the copies that the shop has in quiet times. */
  async startAll(): Promise<void> {
    const names = ['tickets', 'orders', 'transactions', 'accounts', 'orders', 'accounts'] as const;
    await Promise.all(names.map((name) => this.start(name)));
  }

  /** Fails if a copy does not listen on all its channels. */
  expectListening(advice: Pick<Explanation, 'look' | 'read'>): void {
    const wanting = [...this.copies].filter(([copy, { name }]) => {
      const taken = this.broker.facts.subscriptions(copy).filter(({ refused }) => refused === '');
      return taken.length < SERVICES[name];
    });
    explain(
      {
        expected: 'each copy of each service to subscribe to all its channels',
        happened: wanting.flatMap(([copy, { program }]) => [
          ...this.broker.facts.asked([copy]),
          ...(program.lines.length > 0
            ? [`${copy} printed:`, ...program.lines.slice(-4)]
            : [`${copy} has printed nothing`]),
        ]),
        ...advice,
      },
      () => expect(wanting.map(([copy]) => copy)).toEqual([]),
    );
  }

  /** Starts one more copy of a service, and resolves when it listens, or has ended without. */
  async start(name: ServiceName): Promise<string> {
    const copy = `${name}-${++this.#started[name]}`;
    const program = await this.broker.startProgram(path.join(__dirname, `../src/${name}/main.ts`), {
      clientID: copy,
      env: { MONGO_URL: this.database.newURL(copy, name), PORT: '0', AGAIN_MS: '500' },
    });
    const limit = performance.now() + patient(8000);
    const answered = (): number =>
      this.broker.facts.subscriptions(copy).filter(({ refused }) => refused !== undefined).length;
    const isReady = (): boolean =>
      program.lines.some((line) => line.includes('listens')) && answered() >= SERVICES[name];
    while (!isReady() && performance.now() < limit) if (await program.ended(5)) break;
    const [url = ''] = /http:\S+\d/.exec(program.lines.join(' ')) ?? [];
    this.copies.set(copy, { name, program, url });
    return copy;
  }

  /** Ends the process of a copy as the death of its machine does. */
  async kill(copy: string): Promise<void> {
    const { program } = this.copies.get(copy)!;
    this.copies.delete(copy);
    await program.signal('SIGKILL');
  }

  /** Asks one of the copies of a service for something: each in turn. */
  async ask(name: ServiceName, method: string, words: string, body: object): Promise<Said> {
    const copies = [...this.copies.values()].filter((copy) => copy.name === name);
    const copy = copies[this.#turn++ % copies.length];
    return copy?.url ? ask(`${copy.url}${words}`, method, body) : undefined;
  }

  /** Resolves when all copies have done what they do with what has come to them. */
  async quiet(): Promise<void> {
    const traffic = (): number => this.broker.traffic + this.database.traffic;
    let before: number;
    do {
      before = traffic();
      await Promise.all([...this.copies.values()].map(({ program }) => program.hears()));
      await this.time.settled();
    } while (traffic() !== before);
  }
}
