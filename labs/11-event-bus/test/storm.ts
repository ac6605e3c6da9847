import type { Random, TestBroker } from '@workbook/testkit';
import { SERVICE_NAMES, type ServiceName, type Shop } from './shop';

/** Whose copies are killed, one after the other: accounts more often, as it has most to do. */
const KILLED: readonly ServiceName[] = [
  'accounts',
  'tickets',
  'orders',
  'transactions',
  'accounts',
];

/** How often somebody changes the price of a ticket when it is ordered, if no order has it yet. */
const CHANGES = 4;
/** How many deposits are made for who has ordered, when it is reserved. */
const DEPOSITS = 2;

/** How much of everything there is in a storm. */
export interface Size {
  /** How often customers ask for something, and for how much of each at a time. */
  readonly moments: number;
  readonly accounts: number;
  readonly tickets: number;
  readonly prices: number;
  readonly orders: number;
  /** How many copies are killed, and replaced. */
  readonly kills: number;
  /** Whose databases do not answer for 6 s, each at some time. */
  readonly late: readonly ServiceName[];
}

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
export function faultsOf(drawn: Random, { moments, accounts }: Size): string {
  const copies = SERVICE_NAMES.flatMap((name) => [1, 2, 3].map((number) => `${name}-${number}`));
  // On the channel that has most of them.
  const events = moments * accounts;
  const each = (kind: string, count: number, rest = ''): string[] =>
    Array.from(
      { length: Math.ceil(count) },
      () => `${kind} ${drawn.pick(copies)} #${1 + drawn.below(events)}${rest}`,
    );
  return [
    ...each('lose-ack', events / 6),
    ...each('deliver-twice', events / 6),
    ...each('hold', events / 24, ' 1s'),
    ...each('pause', 3, ' 2s'),
  ].join(', ');
}

/** A storm over the whole shop: what customers ask for, and what goes wrong meanwhile. */
export class Storm {
  readonly accepted: Accepted = { tickets: [], prices: [], orders: [], deposits: [] };
  readonly #accounts: readonly { readonly id: string; readonly opened: number }[];
  readonly #asking: Promise<unknown>[] = [];

  constructor(
    private readonly drawn: Random,
    private readonly size: Size,
    private readonly shop: Shop,
    private readonly broker: TestBroker,
    private readonly pass: (duration: string) => Promise<void>,
  ) {
    this.#accounts = Array.from({ length: size.accounts }, (_, index) => ({
      id: `a${index + 101}`,
      opened: index % (size.moments / 2),
    }));
  }

  /** @param each what else happens in each moment, when its requests are on their way */
  async rage(each: () => void): Promise<void> {
    const { drawn, shop, size } = this;
    const drawMoment = (): number => 1 + drawn.below(size.moments - 2);
    const kills = Array.from({ length: size.kills }, (_, index) => ({
      service: KILLED[index % KILLED.length]!,
      at: drawMoment(),
    }));
    const poison = drawMoment();
    const late = size.late.map((service) => ({ service, at: drawMoment() }));
    const restart = drawMoment();
    for (let moment = 0; moment < size.moments; moment++) {
      // While nobody publishes: who has and hears nothing of it waits for 30 s before it is told again.
      if (moment === restart) await this.broker.restart();
      this.#customers(moment);
      if (moment === poison)
        for (const { channel } of POISON) await this.broker.publish(channel, 'no event at all');
      for (const { service } of kills.filter(({ at }) => at === moment)) {
        await shop.kill(service);
        await shop.start(service);
      }
      for (const { service } of late.filter(({ at }) => at === moment)) {
        const end = shop.hold(service);
        // Longer than an ackWait: what is still in hand comes to somebody else as well.
        await this.pass('6s');
        end();
      }
      while (this.#asking.length > 0) await this.#passUntil(Promise.all(this.#asking.splice(0)));
      each();
      await shop.quiet();
      await this.pass(drawn.pick(['0s', '250ms', '1s', '6s']));
    }
  }

  /** Some databases answer late, and time passes only if somebody lets it. */
  async #passUntil(done: Promise<unknown>): Promise<void> {
    for (;;) {
      await this.shop.quiet();
      const turn = new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
      if (await Promise.race([done.then(() => true), turn])) return;
      await this.pass('1s');
    }
  }

  /**
   * What customers ask for in one moment: two deposits for an account, if any, and one new price for a ticket at most.
   * Accounts are opened in the first half of the storm.
   */
  #customers(moment: number): void {
    const { drawn, accepted, shop, size } = this;
    const tickets = [...accepted.tickets];
    const some = (count: number): string[] =>
      Array.from({ length: Math.min(count, tickets.length) }, () => drawn.pick(tickets));
    const accounts = this.#accounts.filter(({ opened }) => opened <= moment);
    const paidIn = accounts.filter(({ opened }) => opened === moment || drawn.below(3) === 0);
    for (const { id } of [...paidIn, ...paidIn]) this.#deposit(id);
    for (let count = 0; count < size.tickets; count++)
      this.#ask(shop.ticket(drawn.below(100)), ({ id }) => {
        accepted.tickets.push(id);
        // Somebody changes it before all know that it is there.
        if (drawn.below(2) === 0) this.#price(id);
      });
    for (const ticket of new Set(some(size.prices))) this.#price(ticket);
    for (const ticket of some(size.orders)) {
      const account = drawn.pick(accounts).id;
      this.#ask(shop.order(ticket, account), ({ id }) => {
        accepted.orders.push({ id, ticket });
        // Somebody changes it again and again until it is reserved, and pays in while the account pays for it.
        this.#price(ticket, CHANGES, () => this.#deposit(account, DEPOSITS));
      });
    }
  }

  #deposit(account: string, times = 1): void {
    this.#ask(this.shop.deposit(account, 10 + this.drawn.below(90)), ({ id }) => {
      this.accepted.deposits.push(id);
      if (times > 1) this.#deposit(account, times - 1);
    });
  }

  /** @param then what comes when it was changed so often, or cannot be any more */
  #price(ticket: string, times = 1, then = (): void => undefined): void {
    const price = this.drawn.below(100);
    const accept = ({ version }: { readonly version: number }): void => {
      this.accepted.prices.push({ ticket, version, price });
      if (times > 1) this.#price(ticket, times - 1, then);
      else then();
    };
    this.#ask(this.shop.price(ticket, price), accept, then);
  }

  #ask<Said>(
    asking: Promise<Said | undefined>,
    accept: (said: Said) => void,
    refuse = (): void => undefined,
  ): void {
    this.#asking.push(asking.then((said) => (said === undefined ? refuse() : accept(said))));
  }
}
