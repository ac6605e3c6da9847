import { Unprocessable } from '../../src/bus/unprocessable';
import type { Order, Ticket } from '../../src/events';
import {
  type Make,
  type OrderHandler,
  type Ports,
  ReserveListener,
} from '../../src/review/reserve-listener';
import { Subjects } from '../../src/subjects';

/** One of promise chains: it tells of a copy of what it has saved, whose fields are in another order. */
const ofChains: Make = (ports) => {
  const tell = ({ version, price, title, id, order }: Ticket): Promise<void> => {
    const data = { version, ...(order && { order: { ...order } }), price, title, id };
    return ports.publish({ data, subject: Subjects.TicketUpdated });
  };
  return {
    onMessage: (order, msg) =>
      ports.tickets.find(order.ticketId).then((ticket) => {
        if (ticket === undefined) {
          return Promise.reject(new Unprocessable(`${order.ticketId} is not there`));
        }
        const owner = ticket.order;
        if (owner !== undefined) {
          return (owner.id === order.id ? tell(ticket) : Promise.resolve()).then(() => msg.ack());
        }
        const { version, ...rest } = ticket;
        const next = {
          version: version + 1,
          order: { account: order.account, id: order.id },
          ...rest,
        };
        return ports.tickets
          .replace(next, version)
          .then((isSaved) => (isSaved ? tell(next).then(() => msg.ack()) : undefined));
      }),
  };
};

/** One that asks whether the ticket is there, and reads it then; and that takes its time before each ack. */
class LooksTwice implements OrderHandler {
  constructor(private readonly ports: Ports) {}

  readonly onMessage: OrderHandler['onMessage'] = async (order, msg) => {
    await this.#check(order.ticketId);
    const ticket = (await this.ports.tickets.find(order.ticketId))!;
    const isOthers = ticket.order !== undefined && ticket.order.id !== order.id;
    if (isOthers || (await this.#hasTold(ticket, order))) {
      await new Promise((resolve) => setImmediate(resolve));
      msg.ack();
    }
  };

  async #check(id: string): Promise<void> {
    const ticket = await this.ports.tickets.find(id);
    if (!ticket) throw new Unprocessable(`no ticket has the ID ${id}`);
  }

  /** @returns false if somebody was quicker */
  async #hasTold(ticket: Ticket, order: Order) {
    let data = ticket;
    if (!ticket.order) {
      const { id, account } = order;
      data = { ...ticket, version: ticket.version + 1, order: { id, account } };
      if (!(await this.ports.tickets.replace(data, ticket.version))) return false;
    }
    await this.ports.publish({ subject: Subjects.TicketUpdated, data });
    return true;
  }
}

/** Right listeners, by what each is: any of them may stand in the place of the first. */
export const rights: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['the listener in src/review/reserve-listener.ts', (ports) => new ReserveListener(ports)],
  ['a right listener that is made of promise chains, and tells of a copy', ofChains],
  ['a right listener that calls find() twice', (ports) => new LooksTwice(ports)],
]);
