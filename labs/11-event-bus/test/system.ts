import path from 'node:path';
import {
  explain,
  type Explanation,
  patient,
  type Program,
  type Random,
  type TestBroker,
  type TestDatabase,
} from '@workbook/testkit';
import type { Order, Ticket, Transaction } from '../src/events';
import { ask, type Said } from './ask';
import type { ServiceName, Shop } from './shop';

/** On how many channels each service listens. */
const CHANNELS = { tickets: 1, orders: 2, transactions: 1, accounts: 1 } as const;

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
export class System implements Shop {
  /** The copies that live, by their client IDs. */
  readonly copies = new Map<string, Copy>();
  readonly #started: Record<ServiceName, number> = {
    tickets: 0,
    orders: 0,
    transactions: 0,
    accounts: 0,
  };
  readonly #asking = new Set<Promise<Said>>();
  #turn = 0;

  constructor(
    private readonly broker: TestBroker,
    private readonly database: TestDatabase,
    private readonly time: Time,
    private readonly drawn: Random,
  ) {}

  /** What the copies that live have printed. */
  get printed(): string[] {
    return [...this.copies.values()].flatMap(({ program }) => program.lines);
  }

  /** Fails if a copy does not listen on all its channels. */
  expectListening(advice: Pick<Explanation, 'look' | 'read'>): void {
    const wanting = [...this.copies].filter(([copy, { name }]) => {
      const taken = this.broker.facts.subscriptions(copy).filter(({ refused }) => refused === '');
      return taken.length < CHANNELS[name];
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
  async start(name: ServiceName): Promise<void> {
    const copy = `${name}-${++this.#started[name]}`;
    const program = await this.broker.startProgram(path.join(__dirname, `../src/${name}/main.ts`), {
      clientID: copy,
      env: { MONGO_URL: this.database.newURL(copy, name), PORT: '0' },
    });
    const limit = performance.now() + patient(8000);
    const answered = (): number =>
      this.broker.facts.subscriptions(copy).filter(({ refused }) => refused !== undefined).length;
    const isReady = (): boolean =>
      program.lines.some((line) => line.includes('listens')) && answered() >= CHANNELS[name];
    while (!isReady() && performance.now() < limit) if (await program.ended(5)) break;
    const [url = ''] = /http:\S+\d/.exec(program.lines.join(' ')) ?? [];
    this.copies.set(copy, { name, program, url });
  }

  async kill(service: ServiceName): Promise<void> {
    const living = [...this.copies].filter(([, { name }]) => name === service);
    const [copy, { program }] = this.drawn.pick(living);
    this.copies.delete(copy);
    await program.signal('SIGKILL');
  }

  ticket(price: number): Promise<Pick<Ticket, 'id'> | undefined> {
    return this.#ask('tickets', 'POST', '/tickets', { title: 'concert', price });
  }

  price(id: string, price: number): Promise<Pick<Ticket, 'version'> | undefined> {
    return this.#ask('tickets', 'PUT', `/tickets/${id}`, { price });
  }

  order(ticketId: string, account: string): Promise<Pick<Order, 'id'> | undefined> {
    return this.#ask('orders', 'POST', '/orders', { ticketId, account });
  }

  deposit(account: string, amount: number): Promise<Pick<Transaction, 'id'> | undefined> {
    return this.#ask('transactions', 'POST', '/deposits', { account, amount });
  }

  hold(): () => void {
    const holding = this.database.hold();
    return () => holding.end();
  }

  /** Asks one of the copies of a service for something: each in turn. */
  async #ask<Answer>(
    service: ServiceName,
    method: string,
    words: string,
    body: object,
  ): Promise<Answer | undefined> {
    const copies = [...this.copies.values()].filter(({ name }) => name === service);
    const { url = '' } = copies[this.#turn++ % copies.length] ?? {};
    if (!url) return undefined;
    const asking = ask(`${url}${words}`, method, body);
    this.#asking.add(asking);
    const said = await asking;
    this.#asking.delete(asking);
    return said?.status === 200 ? (said.body as Answer) : undefined;
  }

  /** Resolves when all copies have done what they do with what has come to them. */
  async quiet(): Promise<void> {
    const traffic = (): number => this.broker.traffic + this.database.traffic;
    let before: number;
    do {
      before = traffic();
      await Promise.all(this.#asking);
      await Promise.all([...this.copies.values()].map(({ program }) => program.hears()));
      await this.time.settled();
    } while (traffic() !== before);
  }
}
