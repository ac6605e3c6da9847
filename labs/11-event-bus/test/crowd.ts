import { inOwnTime, type Random, type TestBroker } from '@workbook/testkit';
import type { Listener } from '../src/bus/listener';
import type { BusEvent, Order, Ticket, Transaction } from '../src/events';
import { type Orders, placeOrder } from '../src/orders/orders';
import { tellOn } from '../src/publishers';
import { changePrice, createTicket, type Tickets } from '../src/tickets/tickets';
import { record, type Transactions } from '../src/transactions/transactions';
import { loadListeners } from './load';
import { Database, Member } from './member';
import { ParkedInMemory } from './parked-in-memory';
import { Stores } from './rows';
import { SERVICE_NAMES, type ServiceName, type Shop } from './shop';

/** So many turns of the process a copy that is to die is waited for, at most, until it is in the middle of something. */
const TURNS = 100;

/** One of so many events cannot be published at once. */
const UNTOLD = 40;

/** A copy of a service: what customers ask it for goes to its stores. */
interface Copy {
  readonly service: ServiceName;
  readonly member: Member;
  readonly listeners: readonly Listener<BusEvent>[];
  /** What its service owns, of which it tells what was not told. */
  readonly owned: Pick<Tickets, 'tellUntold'> | undefined;
  readonly tickets: Tickets;
  readonly orders: Orders;
  readonly transactions: Transactions;
}

/** Copies of all services in this process, with the learner's listeners, over one broker: many events are handled soon. */
export class Crowd implements Shop {
  readonly stores = new Stores();
  readonly #databases = new Map<ServiceName, Database>();
  /** What each service has put aside. */
  readonly parked = new Map(SERVICE_NAMES.map((name) => [name, new ParkedInMemory()]));
  readonly #copies = new Map<string, Copy>();
  readonly #started = new Map<ServiceName, number>();
  #deposits = 0;

  constructor(
    private readonly broker: TestBroker,
    private readonly drawn: Random,
  ) {
    for (const service of SERVICE_NAMES) this.#databases.set(service, new Database(drawn));
  }

  async start(service: ServiceName): Promise<void> {
    const number = (this.#started.get(service) ?? 0) + 1;
    this.#started.set(service, number);
    const name = `${service}-${number}`;
    const stan = await this.broker.connect(name);
    const member = new Member(name, stan, this.#databases.get(service)!);
    const publish = tellOn(stan);
    const tell = (event: BusEvent): Promise<void> =>
      this.drawn.below(UNTOLD) === 0
        ? Promise.reject(new Error('the broker does not answer'))
        : publish(event);
    const { stores } = this;
    const tickets = stores.tickets.of(member, tell);
    const orders = stores.orders.of(member, tell);
    const transactions = stores.transactions.of(member, tell);
    const parked = this.parked.get(service)!;
    const its = loadListeners();
    const listeners: Record<ServiceName, () => Listener<BusEvent>[]> = {
      tickets: () => [new its.tickets.OrderCreatedListener(stan, parked, tickets)],
      orders: () => {
        const copies = stores.copiesOf(member);
        return [
          new its.orders.TicketCreatedListener(stan, parked, copies),
          new its.orders.TicketUpdatedListener(stan, parked, copies),
        ];
      },
      transactions: () => [new its.transactions.TicketUpdatedListener(stan, parked, transactions)],
      accounts: () => [
        new its.accounts.TransactionCreatedListener(stan, parked, stores.accountsOf(member)),
      ],
    };
    const copy = {
      service,
      owned: { tickets, orders, transactions, accounts: undefined }[service],
      member,
      listeners: listeners[service](),
      tickets,
      orders,
      transactions,
    };
    this.#copies.set(name, copy);
    inOwnTime(() => {
      for (const listener of copy.listeners) listener.listen();
    });
    await this.broker.settled();
  }

  /** The process of a copy dies, in the middle of something if any is. */
  async kill(service: ServiceName): Promise<void> {
    const busy = (): [string, Copy][] =>
      this.#of(service).filter(([, { member }]) => member.isBusy);
    for (let turn = this.drawn.below(TURNS); turn > 0; turn--) await new Promise(setImmediate);
    for (let turn = 0; turn < TURNS && busy().length === 0; turn++) await new Promise(setImmediate);
    const [name, { member }] = this.drawn.pick(busy().length > 0 ? busy() : this.#of(service));
    member.die();
    this.broker.kill(member.stan);
    this.#copies.delete(name);
  }

  ticket(price: number): Promise<Pick<Ticket, 'id'> | undefined> {
    return this.#ask('tickets', ({ tickets }) =>
      createTicket(tickets, { title: 'concert', price }),
    );
  }

  price(id: string, price: number): Promise<Pick<Ticket, 'version'> | undefined> {
    return this.#ask('tickets', ({ tickets }) => changePrice(tickets, id, price));
  }

  order(ticketId: string, account: string): Promise<Pick<Order, 'id'> | undefined> {
    return this.#ask('orders', ({ orders }) => {
      const ticket = this.stores.copies.get(ticketId);
      return ticket ? placeOrder(orders, ticket, account) : Promise.resolve(undefined);
    });
  }

  deposit(account: string, amount: number): Promise<Pick<Transaction, 'id'> | undefined> {
    return this.#ask('transactions', async ({ transactions }) => {
      const request = { id: `deposit-${++this.#deposits}`, account, amount };
      await record(transactions, { ...request, kind: 'deposit' });
      return request;
    });
  }

  hold(service: ServiceName): () => void {
    return this.#databases.get(service)!.hold();
  }

  /** Resolves to what a copy says, or to undefined if it cannot, dies before, or none is there. */
  #ask<Said>(service: ServiceName, act: (copy: Copy) => Promise<Said>): Promise<Said | undefined> {
    const copies = this.#of(service);
    if (copies.length === 0) return Promise.resolve(undefined);
    const [, copy] = this.drawn.pick(copies);
    const died = copy.member.died.then(() => undefined);
    return Promise.race([act(copy).catch(() => undefined), died]);
  }

  /** Every copy begins to tell what it finds untold, as it does every few seconds. */
  lookAgain(): void {
    for (const { owned } of this.#copies.values()) owned?.tellUntold().catch(() => undefined);
  }

  /** Resolves when all copies have done what they do with what has come to them. */
  async quiet(): Promise<void> {
    const isBusy = (): boolean => [...this.#databases.values()].some((each) => each.isBusy);
    let before: number;
    do {
      before = this.broker.traffic;
      await this.broker.settled();
      while (isBusy()) await new Promise(setImmediate);
    } while (this.broker.traffic !== before);
  }

  #of(service: ServiceName): [string, Copy][] {
    return [...this.#copies].filter(([, copy]) => copy.service === service);
  }
}
