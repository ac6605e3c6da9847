import type { Ticket } from '../../src/events';
import type { Make } from '../../src/review/reserve-listener';
import { Subjects } from '../../src/subjects';
import { type Found, listenerOf, nextOf, type Parts, save, tell } from './parts';

/** Breaks what it does with a ticket that no order has. */
function free(name: string, part: Parts['free']): [string, Make] {
  return [name, listenerOf({ free: part })];
}

/** Saves and tells another state than the right one. */
function saving(
  name: string,
  next: (found: Found) => object,
  version?: (found: Found) => number,
): [string, Make] {
  return free(name, async (found) => {
    const ticket = next(found) as Ticket;
    if (!(await save(found, ticket, version?.(found)))) return;
    await tell(found, ticket);
    found.msg.ack();
  });
}

/** Saves as it should, and tells something else. */
function telling(name: string, told: (found: Found) => Promise<void>): [string, Make] {
  return free(name, async (found) => {
    if (!(await save(found))) return;
    await told(found);
    found.msg.ack();
  });
}

const ignored = (): undefined => undefined;

/** Listeners that are broken where a ticket is free: what each does. */
export const brokenReservations: readonly (readonly [string, Make])[] = [
  free('acknowledges before it saves', async (found) => {
    found.msg.ack();
    if (await save(found)) await tell(found, nextOf(found));
  }),
  free('acknowledges before it tells', async (found) => {
    if (!(await save(found))) return;
    found.msg.ack();
    await tell(found, nextOf(found));
  }),
  free('never acknowledges a reservation', async (found) => {
    if (await save(found)) await tell(found, nextOf(found));
  }),
  free('tells and does not save', async (found) => {
    await tell(found, nextOf(found));
    found.msg.ack();
  }),
  free('saves and does not tell', async (found) => {
    if (await save(found)) found.msg.ack();
  }),
  free('tells before it saves', async (found) => {
    await tell(found, nextOf(found));
    if (await save(found)) found.msg.ack();
  }),
  free('does not wait for replace()', async (found) => {
    void save(found).catch(ignored);
    await tell(found, nextOf(found));
    found.msg.ack();
  }),
  free('does not wait for publish()', async (found) => {
    if (!(await save(found))) return;
    void tell(found, nextOf(found)).catch(ignored);
    found.msg.ack();
  }),
  saving('leaves the version as it was', (found) => ({
    ...nextOf(found),
    version: found.ticket.version,
  })),
  saving('counts two versions for one change', (found) => ({
    ...nextOf(found),
    version: found.ticket.version + 2,
  })),
  saving('saves version 1, whatever the ticket stood at', (found) => ({
    ...nextOf(found),
    version: 1,
  })),
  saving(
    'asks replace() for the next version in place of the one that it has found',
    nextOf,
    (found) => found.ticket.version + 1,
  ),
  saving('asks replace() for version 0, whatever the ticket stood at', nextOf, () => 0),
  saving('loses title and price', (found) => {
    const { id, order, version } = nextOf(found);
    return { id, order, version };
  }),
  saving('saves the order without the account', (found) => ({
    ...nextOf(found),
    order: { id: found.order.id },
  })),
  saving("saves the ticket's ID as that of the order", (found) => ({
    ...nextOf(found),
    order: { id: found.order.ticketId, account: found.order.account },
  })),
  telling('tells of the ticket as it was before', (found) => tell(found, found.ticket)),
  telling('tells the order on ticket:updated', (found) =>
    tell(found, found.order as unknown as Ticket),
  ),
  telling('tells on ticket:created', (found) =>
    found.ports.publish({ subject: Subjects.TicketCreated, data: nextOf(found) }),
  ),
  telling('tells without the order', (found) => {
    const { id, title, price, version } = nextOf(found);
    return tell(found, { id, title, price, version });
  }),
  free('tells and acknowledges although somebody was quicker', async (found) => {
    await save(found);
    await tell(found, nextOf(found));
    found.msg.ack();
  }),
  free('acknowledges although somebody was quicker', async (found) => {
    if (await save(found)) await tell(found, nextOf(found));
    found.msg.ack();
  }),
  free('tells although somebody was quicker', async (found) => {
    const isSaved = await save(found);
    await tell(found, nextOf(found));
    if (isSaved) found.msg.ack();
  }),
];
