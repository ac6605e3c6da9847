import assert from 'node:assert/strict';
// #region step 4: what a test of a handler needs
import type { Delivery } from '../bus/listener';
import { Unprocessable } from '../bus/unprocessable';
import type { BusEvent, Order, Ticket } from '../events';
import { Subjects } from '../subjects';
import type { Make, OrderHandler, Ports, Test } from './reserve-listener';
// #starter
//: import type { Delivery } from '../bus/listener';
//: import type { Order, Ticket } from '../events';
//: import type { Make, Test } from './reserve-listener';
// #endregion

const order: Order = { id: 'o1', ticketId: 't1', account: 'ann' };
const free: Ticket = { id: 't1', title: 'concert', price: 20, version: 4 };
// #region step 4: the states of a ticket, and what is told of it
const reserved: Ticket = { ...free, order: { id: 'o1', account: 'ann' }, version: 5 };
// The same account, so that only the order's ID tells the two apart.
const another: Ticket = { ...free, order: { id: 'o2', account: 'ann' }, version: 5 };
const event: BusEvent = { subject: Subjects.TicketUpdated, data: reserved };

/** What the ports do instead of what was asked of them. */
interface Trouble {
  find?: () => Promise<Ticket | undefined>;
  replace?: () => Promise<boolean>;
  publish?: () => Promise<void>;
}

const error = new Error('no answer');
const fail = (): Promise<never> => Promise.reject(error);

/** A service with one ticket, or none, in which everything goes well but for `trouble`. */
function service(make: Make, ticket: Ticket | undefined, trouble: Trouble = {}) {
  /** What has been done, when it was over. */
  const done: unknown[] = [];
  const ports: Ports = {
    tickets: {
      find: trouble.find ?? ((id) => Promise.resolve(id === ticket?.id ? ticket : undefined)),
      replace:
        trouble.replace ??
        (async (next, version) => {
          await Promise.resolve();
          done.push(['saved', next, 'at', version]);
          return true;
        }),
    },
    publish:
      trouble.publish ??
      (async (told) => {
        await Promise.resolve();
        done.push(['told', told]);
      }),
  };
  const listener: OrderHandler = make(ports);
  const deliver = (isRedelivered = false): Promise<void> => {
    const msg: Delivery = {
      getSequence: () => 1,
      isRedelivered: () => isRedelivered,
      ack: () => void done.push('acked'),
    };
    return listener.onMessage(order, msg);
  };
  return { done, deliver };
}
// #starter
// #endregion

/** The tests of the listener that `make` makes. */
export function tests(make: Make, test: Test): void {
  // #region step 4: every way through it, and every way in which that may fail
  const saved = ['saved', reserved, 'at', 4];
  const told = ['told', event];

  for (const isRedelivered of [false, true]) {
    test(`reserves a free ticket, tells, and acks then: redelivered ${isRedelivered}`, async () => {
      const { done, deliver } = service(make, free);
      await deliver(isRedelivered);
      assert.deepEqual(done, [saved, told, 'acked']);
    });
  }

  test('tells again what this order has, and acks then', async () => {
    const { done, deliver } = service(make, reserved);
    await deliver();
    assert.deepEqual(done, [told, 'acked']);
  });

  test('acks an order whose ticket another one has, and does nothing else', async () => {
    const { done, deliver } = service(make, another);
    await deliver();
    assert.deepEqual(done, ['acked']);
  });

  test('an order of no ticket is Unprocessable', async () => {
    const { done, deliver } = service(make, undefined);
    await assert.rejects(deliver(), Unprocessable);
    assert.deepEqual(done, []);
  });

  test('leaves an order to come again if somebody was quicker', async () => {
    const { done, deliver } = service(make, free, { replace: () => Promise.resolve(false) });
    await deliver();
    assert.deepEqual(done, []);
  });

  const troubles: [string, Ticket, Trouble, unknown[]][] = [
    ['find()', free, { find: fail }, []],
    ['replace()', free, { replace: fail }, []],
    ['publish()', free, { publish: fail }, [saved]],
    ['publish() of what was saved before', reserved, { publish: fail }, []],
  ];
  for (const [name, ticket, trouble, before] of troubles) {
    test(`rejects as ${name} does, without an ack`, async () => {
      const { done, deliver } = service(make, ticket, trouble);
      await assert.rejects(deliver(), error);
      assert.deepEqual(done, before);
    });
  }
  // #starter
  //: test('reserves a ticket', async () => {
  //: let acks = 0;
  //: const msg: Delivery = {
  //: getSequence: () => 1,
  //: isRedelivered: () => false,
  //: ack: () => void (acks += 1),
  //: };
  //: const listener = make({
  //: tickets: { find: async () => free, replace: async () => true },
  //: publish: async () => undefined,
  //: });
  //: await listener.onMessage(order, msg);
  //: assert.equal(acks, 1);
  //: });
  //: // TODO step 4: what else does it do, and what if something fails?
  // #endregion
}
