import { Subjects } from '../src/subjects';

/** An event as it was published. */
export interface Told {
  readonly channel: string;
  readonly sequence: number;
  readonly data: string;
}

/** What is wrong when all has come to rest, whose it is, and which of all that was recorded shows it. */
export interface Wrong {
  readonly service: string;
  readonly words: string;
  readonly isEvent: (event: Told) => boolean;
  /** @param line what is printed of a write of that service */
  readonly isWrite: (line: string) => boolean;
}

const OF_TICKETS: readonly string[] = [Subjects.TicketCreated, Subjects.TicketUpdated];

/** The events and writes of a ticket, from a version on. */
export function ofTicket(id: string, from = 0): Pick<Wrong, 'isEvent' | 'isWrite'> {
  return {
    isEvent: ({ channel, data }) =>
      OF_TICKETS.includes(channel) && data.includes(`"${id}"`) && numberIn(data) >= from,
    isWrite: (line) => line.includes(`"${id}"`) && numberIn(line) >= from,
  };
}

/** The event that an order was placed, and what became of its ticket. */
export function ofOrder(id: string, ticket: string): Pick<Wrong, 'isEvent' | 'isWrite'> {
  return {
    isEvent: ({ channel, data }) =>
      channel === (Subjects.OrderCreated as string) && data.includes(`"${id}"`),
    isWrite: (line) => line.includes(`"${ticket}"`),
  };
}

/** The payments of an account at a price, and what they were made for. */
export function ofPayments(account: string, price: string): Pick<Wrong, 'isEvent' | 'isWrite'> {
  const isAmount = (text: string, name: string): boolean =>
    new RegExp(`${name}"?: ?${price}\\b`).test(text) && text.includes(`"${account}"`);
  return {
    isEvent: ({ channel, data }) =>
      channel === (Subjects.TicketUpdated as string) && isAmount(data, 'price'),
    isWrite: (line) => isAmount(line, 'amount') && line.includes('withdrawal'),
  };
}

/** The transactions of an account from a number on, and what was made of them. */
export function ofAccount(account: string, from: number): Pick<Wrong, 'isEvent' | 'isWrite'> {
  return {
    isEvent: ({ channel, data }) =>
      channel === (Subjects.TransactionCreated as string) &&
      data.includes(`"${account}"`) &&
      numberIn(data) >= from,
    isWrite: (line) => line.includes(`"${account}"`) && numberIn(line) >= from,
  };
}

/** What counts the states of something, as it stands last in a text. */
function numberIn(text: string): number {
  return Number([...text.matchAll(/\b(?:version|number|last)"?: ?(\d+)/g)].at(-1)?.[1] ?? 0);
}

/** What an account stands at by its writes: `last` and `balance`. */
export function accountIn(
  line: string,
): { readonly last: number; readonly balance: number } | undefined {
  const [, balance, last] = /balance: (-?\d+), last: (\d+)/.exec(line) ?? [];
  return last === undefined ? undefined : { last: Number(last), balance: Number(balance) };
}
