import { type Explanation, exploreOn, explain } from '@workbook/testkit';
import type { TicketEvent } from '../src/events';
import { onTicketCreated, onTicketUpdated } from '../src/orders/handlers';
import { ticketModel } from '../src/orders/ticket';
import { Subjects } from '../src/subjects';

/** A small world: a ticket that orders has a copy of at version 0, and what happens to it. */
export interface SmallWorld {
  /** The events after version 0, in the order in which they are published. */
  readonly events: readonly TicketEvent[];
  readonly faults?: Parameters<typeof exploreOn>[0]['faults'];
}

/**
 * Runs the handlers of two copies through every order in which the broker may send `events`, and the copies may
 * read and write, with the `faults` that are allowed.
 *
 * @throws Failure with the shortest schedule after which the copy is not as the last event says
 */
export async function inEverySchedule(
  { events, faults = {} }: SmallWorld,
  advice: Pick<Explanation, 'look' | 'read'>,
): Promise<void> {
  const [{ id, title }] = events as [TicketEvent, ...TicketEvent[]];
  const last = events.at(-1)!;
  const { tried, safe, unsafe } = await exploreOn({
    name: 'orders',
    database: 'orders',
    rows: { tickets: [{ _id: id, title, price: 20, version: 0 }] },
    open: ticketModel,
    events: events.map((data) => ({
      channel: data.version === 0 ? Subjects.TicketCreated : Subjects.TicketUpdated,
      data,
    })),
    handle: (message, Ticket) => {
      const data = JSON.parse(message.getData().toString()) as TicketEvent;
      const created: string = Subjects.TicketCreated;
      return message.getSubject() === created
        ? onTicketCreated(Ticket, data, message)
        : onTicketUpdated(Ticket, data, message);
    },
    safe: ({ tickets = [] }) => {
      const { version, price } = tickets[0] as unknown as TicketEvent;
      return version === last.version && price === last.price
        ? true
        : `the copy stands at version ${version} with the price of ${price}`;
    },
    faults,
  });
  explain(
    {
      expected: `the copy to stand at version ${last.version} with the price of ${last.price} in the end, in whichever order its events come`,
      happened: [
        `${safe} of ${tried} schedules are safe. In the shortest of the others:`,
        ...(unsafe?.story.split(/(?<=\.) /) ?? []),
      ],
      ...advice,
    },
    () => expect(safe).toBe(tried),
  );
}
