import type { BusEvent, Order, Ticket, Transaction } from '../src/events';
import { Subjects } from '../src/subjects';

/** Every kind of event, and the data of its nth. */
const data: Readonly<Record<BusEvent['subject'], (n: number) => BusEvent['data']>> = {
  [Subjects.TicketCreated]: (n): Ticket => ({
    id: `t${n}`,
    title: `concert ${n}, "Café Müller"`,
    price: 20 + n / 4,
    version: 0,
  }),
  [Subjects.TicketUpdated]: (n): Ticket => ({
    id: `t${n}`,
    title: 'opera',
    price: 0,
    version: n,
    order: { id: `o${n}`, account: 'ann' },
  }),
  [Subjects.OrderCreated]: (n): Order => ({ id: `o${n}`, ticketId: `t${2 * n}`, account: 'bob' }),
  [Subjects.TransactionCreated]: (n): Transaction => ({
    id: `deposit-${n}`,
    account: 'cleo',
    number: n,
    kind: n % 2 === 0 ? 'deposit' : 'withdrawal',
    amount: 100 * n,
  }),
};

/** All channels of the shop. */
export const channels = Object.values(Subjects);

/** The data of the nth event of a channel, as somebody publishes it. */
export function dataOf(channel: BusEvent['subject'], n: number): BusEvent['data'] {
  return data[channel](n);
}
