import assert from 'node:assert/strict';
import type { Delivery } from '../bus/listener';
import type { Order, Ticket } from '../events';
import type { Make, Test } from './reserve-listener';

const order: Order = { id: 'o1', ticketId: 't1', account: 'ann' };
const free: Ticket = { id: 't1', title: 'concert', price: 20, version: 4 };

/** The tests of the listener that `make` makes. */
export function tests(make: Make, test: Test): void {
  test('reserves a ticket', async () => {
    let acks = 0;
    const msg: Delivery = {
      getSequence: () => 1,
      isRedelivered: () => false,
      ack: () => void (acks += 1),
    };
    const listener = make({
      tickets: { find: async () => free, replace: async () => true },
      publish: async () => undefined,
    });
    await listener.onMessage(order, msg);
    assert.equal(acks, 1);
  });
  // TODO step 4: what else does it do, and what if something fails?
}
