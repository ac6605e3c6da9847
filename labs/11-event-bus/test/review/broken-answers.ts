import { Unprocessable } from '../../src/bus/unprocessable';
import type { Make } from '../../src/review/reserve-listener';
import { listenerOf, nextOf, type Parts, right, save, tell } from './parts';

function breaking(name: string, parts: Partial<Parts>): readonly [string, Make] {
  return [name, listenerOf(parts)];
}

const ignored = (): undefined => undefined;

/** Listeners that are broken where a ticket is not free, or where a port fails: what each does. */
export const brokenAnswers: readonly (readonly [string, Make])[] = [
  breaking('acknowledges before it has looked', {
    all: (hand, parts) => {
      hand.msg.ack();
      const msg = { ...hand.msg, ack: ignored };
      return right.all({ ...hand, msg }, parts);
    },
  }),
  breaking('comes back before it is done', {
    all: async (hand, parts) => {
      void right.all(hand, parts).catch(ignored);
      await Promise.resolve();
    },
  }),
  breaking('never comes back', {
    all: async (hand, parts) => {
      await right.all(hand, parts);
      await new Promise(ignored);
    },
  }),
  breaking('acknowledges what is redelivered, and does nothing', {
    all: async (hand, parts) => {
      if (!hand.msg.isRedelivered()) return right.all(hand, parts);
      hand.msg.ack();
    },
  }),
  breaking("looks for the ticket by the order's ID", {
    find: ({ ports, order }) => ports.tickets.find(order.id),
  }),
  breaking('acknowledges an order of no ticket', {
    missing: async ({ msg }) => {
      await Promise.resolve();
      msg.ack();
    },
  }),
  breaking('leaves an order of no ticket to come again', {
    missing: async () => Promise.resolve(),
  }),
  breaking('throws a plain Error at an order of no ticket', {
    missing: ({ order }) => Promise.reject(new Error(`there is no ticket ${order.ticketId}`)),
  }),
  breaking('acknowledges an order of no ticket, and throws Unprocessable then', {
    missing: (hand) => {
      hand.msg.ack();
      return right.missing(hand);
    },
  }),
  breaking('takes a find() that rejects for a ticket that is not there', {
    find: (hand) => right.find(hand).catch(ignored),
  }),
  breaking('acknowledges where find() rejects', {
    all: async (hand, parts) => {
      const isThere = await right.find(hand).then(() => true, ignored);
      if (isThere) return right.all(hand, parts);
      hand.msg.ack();
    },
  }),
  breaking('comes back as if all were well where find() rejects', {
    all: async (hand, parts) => {
      if (await right.find(hand).then(() => true, ignored)) await right.all(hand, parts);
    },
  }),
  breaking('acknowledges where replace() rejects', {
    free: async (found) => {
      const isSaved = await save(found).catch(ignored);
      if (isSaved) await tell(found, nextOf(found));
      if (isSaved !== false) found.msg.ack();
    },
  }),
  breaking('comes back as if all were well where replace() rejects', {
    free: async (found) => {
      if (!(await save(found).catch(ignored))) return;
      await tell(found, nextOf(found));
      found.msg.ack();
    },
  }),
  breaking('acknowledges where publish() rejects', {
    free: async (found) => {
      if (!(await save(found))) return;
      await tell(found, nextOf(found)).catch(ignored);
      found.msg.ack();
    },
  }),
  breaking('comes back as if all were well where publish() rejects', {
    free: async (found) => {
      if (!(await save(found))) return;
      const isTold = await tell(found, nextOf(found)).then(() => true, ignored);
      if (isTold) found.msg.ack();
    },
  }),
  breaking("takes another order's ticket away from it", { taken: right.free }),
  breaking("never acknowledges an order of another's ticket", {
    taken: async () => Promise.resolve(),
  }),
  breaking("throws Unprocessable at an order of another's ticket", {
    taken: () => Promise.reject(new Unprocessable('another order has it')),
  }),
  breaking('tells once more of a ticket that another order has', { taken: right.own }),
  breaking('takes an order of the same account for the same order', {
    isOwn: ({ ticket, order }) => ticket.order?.account === order.account,
  }),
  breaking('takes an order that comes again for that of somebody else: it does not tell', {
    own: right.taken,
  }),
  breaking('makes another version of an order that comes again', { own: right.free }),
  breaking('tells of a version that was never saved when an order comes again', {
    own: async (found) => {
      await tell(found, nextOf(found));
      found.msg.ack();
    },
  }),
  breaking('tells when an order comes again, and never acknowledges it', {
    own: (found) => tell(found, found.ticket),
  }),
  breaking('acknowledges an order that comes again before it tells', {
    own: async (found) => {
      found.msg.ack();
      await tell(found, found.ticket);
    },
  }),
  breaking('acknowledges an order that comes again where publish() rejects', {
    own: async (found) => {
      await tell(found, found.ticket).catch(ignored);
      found.msg.ack();
    },
  }),
];
