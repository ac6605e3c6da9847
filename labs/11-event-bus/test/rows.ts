import { inWords } from '@workbook/testkit';
import type { Account, Accounts } from '../src/accounts/accounts';
import type { BusEvent, Order, Ticket, Transaction } from '../src/events';
import type { Copies } from '../src/orders/copies';
import type { Owned, Versioned } from '../src/owned';
import type { Tell } from '../src/publishers';
import type { Member } from './member';

/** What a service owns, in memory, as all its copies see it. */
export class Rows<Row extends Versioned> {
  readonly all = new Map<string, Row>();
  readonly #untold = new Map<string, BusEvent>();

  /**
   * @param written takes a line for each write
   * @param uniqueOf what no two rows have in common, besides the ID
   */
  constructor(
    private readonly written: string[],
    private readonly uniqueOf: (row: Row) => string = ({ id }) => id,
  ) {}

  /** As one copy has it. */
  of(member: Member, tell: Tell): Owned<Row> {
    const telling = new Set<string>();
    const tellOne = async (key: string, event: BusEvent): Promise<void> => {
      if (telling.has(key)) return;
      telling.add(key);
      try {
        await tell(event);
        await member.ask(() => this.#untold.delete(key));
      } finally {
        telling.delete(key);
      }
    };
    const write = (row: Row, event: BusEvent): string => {
      this.written.push(`${member.name} wrote ${inWords(row)}`);
      const key = `${row.id} ${row.version}`;
      this.all.set(row.id, structuredClone(row));
      this.#untold.set(key, event);
      return key;
    };
    const fail = (row: Row, why: string): string | undefined => {
      this.written.push(`${member.name} could not write ${inWords(row)}: ${why}`);
      return undefined;
    };
    const soon = (key: string | undefined, event: BusEvent): boolean => {
      if (key !== undefined) tellOne(key, event).catch(() => undefined);
      return key !== undefined;
    };
    return {
      find: (id) => member.ask(() => this.all.get(id)),
      insert: async (row, event) =>
        soon(
          await member.ask(() =>
            this.#has(row) ? fail(row, 'it is there, or what is unique of it') : write(row, event),
          ),
          event,
        ),
      replace: async (row, event) => {
        const store = (): string | undefined => {
          const version = this.all.get(row.id)?.version;
          if (version === row.version - 1) return write(row, event);
          return fail(row, `it stood at version ${version}`);
        };
        return soon(await member.ask(store), event);
      },
      highest: (field, match) =>
        member.ask(() => {
          const fits = [...this.all.values()].filter((row) =>
            Object.entries(match).every(([name, value]) => row[name as keyof Row] === value),
          );
          return fits.sort((one, other) => Number(other[field]) - Number(one[field]))[0];
        }),
      tellUntold: async () => {
        for (const [key, event] of await member.ask(() => [...this.#untold]))
          await tellOne(key, event);
      },
    };
  }

  #has(row: Row): boolean {
    const unique = this.uniqueOf(row);
    return (
      this.all.has(row.id) || [...this.all.values()].some((one) => this.uniqueOf(one) === unique)
    );
  }
}

/** A copy of a ticket that was written when one before it was not there yet. */
export interface Skip {
  readonly copy: string;
  readonly ticket: string;
  readonly version: number;
  /** The version that stood there; undefined if there was none. */
  readonly over: number | undefined;
}

/** What each service stores, in memory. */
export class Stores {
  /** What was written, and what could not be, in order: `orders-1 wrote { id: "6b09", ... }`. */
  readonly written: string[] = [];
  /** Copies of tickets that were not written over the version before. */
  readonly skips: Skip[] = [];
  readonly tickets = new Rows<Ticket>(this.written);
  readonly copies = new Map<string, Ticket>();
  readonly orders = new Rows<Order & Versioned>(this.written);
  readonly transactions = new Rows<Transaction & Versioned>(
    this.written,
    ({ account, number }) => `${account} ${number}`,
  );
  readonly accounts = new Map<string, Account>();

  copiesOf(member: Member): Copies {
    const { copies } = this;
    const write = (ticket: Ticket): boolean => {
      this.written.push(`${member.name} wrote ${inWords(ticket)}`);
      const { id, version } = ticket;
      const over = copies.get(id)?.version;
      if (version > (over ?? -1) + 1)
        this.skips.push({ copy: member.name, ticket: id, version, over });
      return copies.set(ticket.id, structuredClone(ticket)).size > 0;
    };
    return {
      find: (id) => member.ask(() => copies.get(id)),
      save: (ticket) => member.ask(() => void write(ticket)),
      insert: (ticket) => member.ask(() => !copies.has(ticket.id) && write(ticket)),
      replace: (ticket, version) =>
        member.ask(() => copies.get(ticket.id)?.version === version && write(ticket)),
    };
  }

  accountsOf(member: Member): Accounts {
    const { accounts } = this;
    const write = (account: Account): boolean => {
      this.written.push(`${member.name} wrote ${inWords(account)}`);
      return accounts.set(account.id, { ...account }).size > 0;
    };
    return {
      find: (id) => member.ask(() => accounts.get(id)),
      save: (account) => member.ask(() => void write(account)),
      replace: (account, last) =>
        member.ask(() => (accounts.get(account.id)?.last ?? 0) === last && write(account)),
    };
  }
}
