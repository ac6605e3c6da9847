import { list, type Row, times } from '@workbook/testkit';
import { FEE } from '../src/accounts/balance';
import type { Standing } from './standing';
import { type Accepted, POISON } from './storm';
import {
  accountIn,
  ofAccount,
  ofOrder,
  ofPayments,
  ofTicket,
  type Told,
  type Wrong,
} from './wrong';

/** What is not as it is to be once all has come to rest: each copy, payment and balance, one after the other. */
export function wrongIn(standing: Standing, accepted: Accepted): Wrong[] {
  return [
    ...wrongTickets(standing, accepted),
    ...wrongCopies(standing),
    ...wrongSkips(standing),
    ...wrongTold(standing),
    ...wrongPayments(standing, accepted),
    ...wrongBalances(standing),
    ...wrongParked(standing),
  ];
}

const byID = (rows: readonly Row[]): Map<unknown, Row> =>
  new Map(rows.map((row) => [row._id, row]));

interface Reserved {
  readonly id: string;
  readonly account: string;
}

function reservedIn(ticket: Row | undefined): Reserved | undefined {
  return ticket?.order as unknown as Reserved | undefined;
}

/** What customers were told is there, and an order has its ticket if no other has it. */
function wrongTickets({ tickets, orders }: Standing, accepted: Accepted): Wrong[] {
  const stored = byID(tickets);
  const ordered = byID(orders);
  return [
    ...accepted.tickets
      .filter((id) => !stored.has(id))
      .map((id) => ({
        service: 'tickets',
        ...ofTicket(id),
        words: `ticket ${id} was made, and is not there`,
      })),
    ...accepted.prices
      .filter(({ ticket, version }) => !(Number(stored.get(ticket)?.version) >= version))
      .map(({ ticket, version, price }) => ({
        service: 'tickets',
        ...ofTicket(ticket),
        words: `ticket ${ticket} was given the price ${price} as its version ${version}, and stands at version ${String(stored.get(ticket)?.version)}`,
      })),
    ...orders.flatMap(({ _id: id, ticketId }) => {
      const order = reservedIn(stored.get(ticketId));
      return order
        ? []
        : [
            {
              service: 'tickets',
              ...ofOrder(String(id), String(ticketId)),
              words: `order ${String(id)} is of ticket ${String(ticketId)}, which no order has`,
            },
          ];
    }),
    ...tickets.flatMap((ticket) => {
      const { _id: id } = ticket;
      const reserved = reservedIn(ticket);
      return !reserved || ordered.get(reserved.id)?.ticketId === id
        ? []
        : [
            {
              service: 'tickets',
              ...ofOrder(reserved.id, String(id)),
              words: `ticket ${String(id)} is reserved for ${reserved.id}, which is no order of it`,
            },
          ];
    }),
  ];
}

/** Orders has a copy of each ticket as it stands. */
function wrongCopies({ tickets, copies }: Standing): Wrong[] {
  const copied = byID(copies);
  return tickets.flatMap((ticket) => {
    const copy = copied.get(ticket._id);
    const facts = ({ price, version, order }: Row): string =>
      `version ${String(version)}, at ${String(price)}${order ? `, for order ${String((order as Row).id)}` : ''}`;
    if (copy && facts(copy) === facts(ticket)) return [];
    const is = copy ? `stands at ${facts(copy)}` : 'is not there';
    return [
      {
        service: 'orders',
        ...ofTicket(String(ticket._id), copy ? Number(copy.version) : 0),
        words: `the copy of ticket ${String(ticket._id)} in orders ${is}; the ticket stands at ${facts(ticket)}`,
      },
    ];
  });
}

/** A copy goes from each version to the next. */
function wrongSkips({ skips }: Standing): Wrong[] {
  return skips.map(({ copy, ticket, version, over }) => {
    const where = over === undefined ? 'where there was none' : `over version ${over}`;
    const words = `${copy} stored version ${version} of ticket ${ticket} ${where}, and is to wait for version ${version - 1}`;
    return { service: 'orders', words, ...ofTicket(ticket, over ?? 0) };
  });
}

/** One order makes one version of its ticket, however often the order comes. */
function wrongTold({ told }: Standing): Wrong[] {
  const versions = new Map<string, Set<number>>();
  for (const { id, version, order } of told) {
    if (!order) continue;
    const key = `${id} ${order.id}`;
    versions.set(key, (versions.get(key) ?? new Set()).add(version));
  }
  return [...versions]
    .filter(([, made]) => made.size > 1)
    .map(([key, made]) => {
      const [ticket = '', order = ''] = key.split(' ');
      const words = `order ${order} has made the versions ${list([...made].map(String))} of ticket ${ticket}`;
      return { service: 'tickets', words, ...ofOrder(order, ticket) };
    });
}

/** Each reserved ticket was paid for once, and each deposit is there once. */
function wrongPayments({ tickets, transactions }: Standing, accepted: Accepted): Wrong[] {
  const withdrawals = transactions.filter(({ kind }) => kind === 'withdrawal');
  const due = tickets.flatMap((ticket) => {
    const order = reservedIn(ticket);
    return order ? [{ ...order, price: ticket.price }] : [];
  });
  const key = (account: unknown, amount: unknown): string => `${String(account)} ${String(amount)}`;
  const paid = countBy(withdrawals.map(({ account, amount }) => key(account, amount)));
  const reserved = countBy(due.map(({ account, price }) => key(account, price)));
  const deposits = byID(transactions);
  return [
    ...[...new Set([...paid.keys(), ...reserved.keys()])]
      .filter((of) => paid.get(of) !== reserved.get(of))
      .map((of) => {
        const [account = '', amount = ''] = of.split(' ');
        const [did, should] = [paid, reserved].map((count) => times(count.get(of) ?? 0));
        const words = `account ${account} has paid ${amount} ${did}; tickets at that price are reserved for its orders ${should}`;
        return { service: 'transactions', words, ...ofPayments(account, amount) };
      }),
    ...accepted.deposits
      .filter((id) => !deposits.has(id))
      .map((id) => ({
        service: 'transactions',
        words: `deposit ${id} was taken, and is not there`,
        isEvent: ({ data }: Told) => data.includes(`"${id}"`),
        isWrite: (line: string) => line.includes(`"${id}"`),
      })),
  ];
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Each account stands as its transactions have it, applied once each and one after the other. */
function wrongBalances({ transactions, accounts, written }: Standing): Wrong[] {
  const right = new Map<string, { readonly balance: number; readonly last: number }[]>();
  const inOrder = [...transactions].sort((one, other) => Number(one.number) - Number(other.number));
  for (const { account, kind, amount, number } of inOrder) {
    const states = right.get(String(account)) ?? [{ balance: 0, last: 0 }];
    const { balance } = states.at(-1)!;
    const next = kind === 'deposit' ? balance + Number(amount) : balance - Number(amount);
    const isOver = kind === 'withdrawal' && next < 0;
    states.push({ balance: isOver ? next - FEE : next, last: Number(number) });
    right.set(String(account), states);
  }
  const stored = byID(accounts);
  return [...right].flatMap(([id, states]) => {
    const { balance, last } = states.at(-1)!;
    const row = stored.get(id);
    if (row?.balance === balance && row.last === last) return [];
    const is = row
      ? `stands at ${String(row.balance)} with last number ${String(row.last)}`
      : 'is not there';
    // The first number after which it has stood at something else; if there is none, the first that is not there.
    const went = written.filter((line) => line.includes(`"${id}"`)).map(accountIn);
    const wrong = went.find((state) => state && states[state.last]?.balance !== state.balance);
    const from = wrong?.last ?? Number(row?.last ?? 0) + 1;
    return [
      {
        service: 'accounts',
        words: `account ${id} ${is}, and is to stand at ${balance} with last number ${last}`,
        ...ofAccount(id, from - 1),
      },
    ];
  });
}

/** Each service has put aside what nobody can read, once, and nothing else. */
function wrongParked({ parked }: Standing): Wrong[] {
  const right = POISON.flatMap(({ channel, services }) =>
    services.map((service) => `${service}: ${channel}`),
  );
  const inOrder = [...parked].sort();
  if (inOrder.join() === right.sort().join()) return [];
  return [
    {
      service: 'bus',
      isEvent: ({ data }) => data.includes('no event at all'),
      isWrite: () => false,
      words: `put aside are ${inOrder.join(', ') || 'no messages'}, and are to be ${right.join(', ')}`,
    },
  ];
}
