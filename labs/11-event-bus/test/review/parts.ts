import type { Delivery } from '../../src/bus/listener';
import { Unprocessable } from '../../src/bus/unprocessable';
import type { Order, Ticket } from '../../src/events';
import type { Make, Ports } from '../../src/review/reserve-listener';
import { Subjects } from '../../src/subjects';

/** An order that a listener has in hand. */
export interface InHand {
  readonly ports: Ports;
  readonly order: Order;
  readonly msg: Delivery;
}

/** The same, when its ticket was found. */
export interface Found extends InHand {
  readonly ticket: Ticket;
}

/** A listener in parts, so that a broken one says no more than what is broken. */
export interface Parts {
  readonly all: (hand: InHand, parts: Parts) => Promise<void>;
  readonly find: (hand: InHand) => Promise<Ticket | undefined>;
  /** There is no such ticket. */
  readonly missing: (hand: InHand) => Promise<void>;
  /** No order has it. */
  readonly free: (found: Found) => Promise<void>;
  /** This order has it. */
  readonly own: (found: Found) => Promise<void>;
  /** Another order has it. */
  readonly taken: (found: Found) => Promise<void>;
  readonly isOwn: (found: Found) => boolean;
}

/** The ticket as this order has it. */
export function nextOf({ ticket, order: { id, account } }: Found): Ticket {
  return { ...ticket, order: { id, account }, version: ticket.version + 1 };
}

export function save(found: Found, next = nextOf(found), version = found.ticket.version) {
  return found.ports.tickets.replace(next, version);
}

export function tell({ ports }: InHand, ticket: Ticket): Promise<void> {
  return ports.publish({ subject: Subjects.TicketUpdated, data: ticket });
}

/** All of them as they should be. */
export const right: Parts = {
  async all(hand, parts) {
    const ticket = await parts.find(hand);
    if (!ticket) return parts.missing(hand);
    const found = { ...hand, ticket };
    if (!ticket.order) return parts.free(found);
    return parts.isOwn(found) ? parts.own(found) : parts.taken(found);
  },
  find: ({ ports, order }) => ports.tickets.find(order.ticketId),
  missing({ order }) {
    return Promise.reject(new Unprocessable(`there is no ticket ${order.ticketId}`));
  },
  async free(found) {
    if (!(await save(found))) return;
    await tell(found, nextOf(found));
    found.msg.ack();
  },
  async own(found) {
    await tell(found, found.ticket);
    found.msg.ack();
  },
  async taken({ msg }) {
    await Promise.resolve();
    msg.ack();
  },
  isOwn: ({ ticket, order }) => ticket.order?.id === order.id,
};

/** Makes a listener that is right but for these parts. */
export function listenerOf(broken: Partial<Parts>): Make {
  const parts = { ...right, ...broken };
  return (ports) => ({ onMessage: (order, msg) => parts.all({ ports, order, msg }, parts) });
}
