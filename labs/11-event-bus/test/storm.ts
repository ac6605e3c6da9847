import type { TestBroker, TestDatabase } from '@workbook/testkit';
import type { Drawn } from './drawn';
import { SERVICE_NAMES, type ServiceName, System } from './system';

/** How often customers ask for something, and for how much at a time. */
const MOMENTS = 12;
const NEW_TICKETS = 16;
const PRICES = 80;
const ORDERS = 15;
const accounts = Array.from({ length: 60 }, (_, index) => `a${String(index + 1).padStart(2, '0')}`);

/** What the customers were told that it was done. */
export interface Accepted {
  /** IDs of tickets. */
  readonly tickets: string[];
  /** Price changes: the ticket and its version then. */
  readonly prices: { readonly ticket: string; readonly version: number; readonly price: number }[];
  /** IDs of orders, and of which ticket. */
  readonly orders: { readonly id: string; readonly ticket: string }[];
  /** IDs of deposits. */
  readonly deposits: string[];
}

/** What nobody can read, and on which channel it was published. */
export const POISON: readonly { readonly channel: string; readonly services: ServiceName[] }[] = [
  { channel: 'ticket:created', services: ['orders'] },
  { channel: 'ticket:updated', services: ['orders', 'transactions'] },
  { channel: 'order:created', services: ['tickets'] },
  { channel: 'transaction:created', services: ['accounts'] },
];

/** What goes wrong between the copies and the broker, each at a message that was drawn. */
export function faultsOf(drawn: Drawn): string {
  const copies = [
    'tickets-1',
    'tickets-2',
    'orders-1',
    'orders-2',
    'orders-3',
    'transactions-1',
    'transactions-2',
    'accounts-1',
    'accounts-2',
    'accounts-3',
  ];
  const each = (kind: string, count: number, rest = ''): string[] =>
    Array.from(
      { length: count },
      () => `${kind} ${drawn.pick(copies)} #${1 + drawn.below(400)}${rest}`,
    );
  return [
    ...each('lose-ack', 40),
    ...each('deliver-twice', 40),
    ...each('hold', 20, ' 1s'),
    ...each('pause', 3, ' 2s'),
  ].join(', ');
}

/** A storm over the whole shop: what customers ask for, and what goes wrong meanwhile. */
export class Storm {
  readonly accepted: Accepted = { tickets: [], prices: [], orders: [], deposits: [] };
  readonly #asking: Promise<void>[] = [];

  constructor(
    private readonly drawn: Drawn,
    private readonly system: System,
    private readonly broker: TestBroker,
    private readonly database: TestDatabase,
    private readonly pass: (duration: string) => Promise<void>,
  ) {}

  async rage(): Promise<void> {
    const { drawn, system } = this;
    const moment = (): number => 1 + drawn.below(MOMENTS - 2);
    const kills = [0, 1].map(() => ({ name: drawn.pick(SERVICE_NAMES), at: moment() }));
    const restart = moment();
    const poison = moment();
    const late = moment();
    for (let now = 0; now < MOMENTS; now++) {
      const holding = now === late && !kills.some(({ at }) => at === now) && this.database.hold();
      this.#customers();
      if (now === poison)
        for (const { channel } of POISON) await this.broker.publish(channel, 'no event at all');
      if (now === restart) await this.broker.restart({ store: 'kept' });
      for (const { name } of kills.filter(({ at }) => at === now)) {
        const living = [...system.copies].filter(([, copy]) => copy.name === name);
        await system.kill(drawn.pick(living)[0]);
        await system.start(name);
      }
      if (holding) {
        // Longer than an ackWait: what is still in hand comes to somebody else as well.
        await this.pass('6s');
        holding.end();
      }
      await Promise.all(this.#asking.splice(0));
      await this.pass(drawn.pick(['0s', '250ms', '1s']));
    }
  }

  /** What customers ask for in one moment: each account has one deposit, and each ticket one new price at most. */
  #customers(): void {
    const { drawn } = this;
    const tickets = [...this.accepted.tickets];
    const some = (count: number): string[] =>
      Array.from({ length: Math.min(count, tickets.length) }, () => drawn.pick(tickets));
    for (const account of accounts) this.#deposit(account, 10 + drawn.below(90));
    for (let count = 0; count < NEW_TICKETS; count++) this.#create(drawn.below(100));
    for (const ticket of new Set(some(PRICES))) this.#price(ticket, drawn.below(100));
    for (const ticket of some(ORDERS)) this.#order(ticket, drawn.pick(accounts));
  }

  #create(price: number): void {
    this.#ask('tickets', 'POST', '/tickets', { title: 'concert', price }, ({ id }) =>
      this.accepted.tickets.push(id as string),
    );
  }

  #price(ticket: string, price: number): void {
    this.#ask('tickets', 'PUT', `/tickets/${ticket}`, { price }, ({ version }) =>
      this.accepted.prices.push({ ticket, version: version as number, price }),
    );
  }

  #order(ticket: string, account: string): void {
    this.#ask('orders', 'POST', '/orders', { ticketId: ticket, account }, ({ id }) =>
      this.accepted.orders.push({ id: id as string, ticket }),
    );
  }

  #deposit(account: string, amount: number): void {
    this.#ask('transactions', 'POST', '/deposits', { account, amount }, ({ id }) =>
      this.accepted.deposits.push(id as string),
    );
  }

  #ask(
    name: ServiceName,
    method: string,
    words: string,
    body: object,
    accept: (body: Record<string, unknown>) => unknown,
  ): void {
    const asking = this.system.ask(name, method, words, body).then((said) => {
      if (said?.status === 200) accept(said.body);
    });
    this.#asking.push(asking);
  }
}
