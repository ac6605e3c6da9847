import type { Stage } from './stage';

const ORDERS = 'order:updated';
const MONEY = 'account:paid-in';
const TICKETS = 'ticket:updated';

/** Ten things that every reader of the workbook meets, by the names of their pictures. */
export const situations: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'shared-group': async (stage) => {
    const first = await stage.actor('payments-1');
    const second = await stage.actor('payments-2');
    await first.listen(ORDERS, { group: 'payments', ackWait: 5000 });
    await second.listen(ORDERS, { group: 'payments', ackWait: 5000 });
    for (const [index, order] of ['order 1', 'order 2', 'order 3', 'order 4'].entries()) {
      await stage.publish(ORDERS, order);
      await (index % 2 === 0 ? first : second).acks(index + 1);
    }
  },

  'lost-ack': async (stage) => {
    const accounts = await stage.actor('accounts-1');
    await accounts.listen(MONEY, { ackWait: 5000 });
    await stage.publish(MONEY, '40 euros');
    accounts.saves(1, 'accounts', 'ann', { balance: 40 });
    await accounts.losesAck(1);
    await stage.pass(5000);
    accounts.saves(1, 'accounts', 'ann', { balance: 80 });
    accounts.says('paid in twice');
    await accounts.acks(1);
  },

  'crash-before-ack': async (stage) => {
    const accounts = await stage.actor('accounts-1');
    await accounts.listen(MONEY, { durable: 'accounts', ackWait: 5000 });
    await stage.publish(MONEY, '40 euros');
    await accounts.crashes('before its save');
    await stage.pass(3000);
    const again = await stage.actor('accounts-1');
    await again.listen(MONEY, { durable: 'accounts', ackWait: 5000 });
    again.saves(1, 'accounts', 'ann', { balance: 40 });
    await again.acks(1);
  },

  'redelivery-to-another-member': async (stage) => {
    const first = await stage.actor('tracking-1');
    const second = await stage.actor('tracking-2');
    await first.listen(ORDERS, { group: 'tracking', ackWait: 5000 });
    await second.listen(ORDERS, { group: 'tracking', ackWait: 5000 });
    await stage.publish(ORDERS, 'order 1');
    await first.acks(1);
    await stage.publish(ORDERS, 'order 2');
    await second.crashes('before its ack');
    await stage.publish(ORDERS, 'order 3');
    await first.acks(3);
    await stage.pass(5000);
    await first.acks(2);
  },

  overtaking: async (stage) => {
    const first = await stage.actor('tracking-1');
    const second = await stage.actor('tracking-2');
    await first.listen(ORDERS, { group: 'tracking', ackWait: 30_000 });
    await second.listen(ORDERS, { group: 'tracking', ackWait: 30_000 });
    await stage.publish(ORDERS, 'placed');
    await stage.pass(20);
    await stage.publish(ORDERS, 'paid');
    await stage.pass(10);
    second.saves(2, 'board', 'order 7', { status: 'paid' });
    await second.acks(2);
    await stage.pass(400);
    first.saves(1, 'board', 'order 7', { status: 'placed' });
    first.says('an older status on top');
    await first.acks(1);
  },

  'durable-resume': async (stage) => {
    const before = await stage.actor('billing-1');
    await before.listen(ORDERS, { durable: 'billing', ackWait: 5000 });
    await stage.publish(ORDERS, 'order 1');
    await before.acks(1);
    await before.closes();
    await stage.pass(2000);
    await stage.publish(ORDERS, 'order 2');
    await stage.publish(ORDERS, 'order 3');
    await stage.pass(58_000);
    const after = await stage.actor('billing-1');
    await after.listen(ORDERS, { durable: 'billing', ackWait: 5000 });
    await after.acks(2);
    await after.acks(3);
  },

  'ghost-client': async (stage) => {
    const first = await stage.actor('tracking-1');
    const second = await stage.actor('tracking-2');
    await first.listen(ORDERS, { group: 'tracking', ackWait: 60_000 });
    await second.listen(ORDERS, { group: 'tracking', ackWait: 60_000 });
    await second.crashes('with nothing in hand');
    await stage.pass(1000);
    await stage.publish(ORDERS, 'order 1');
    await first.acks(1);
    await stage.publish(ORDERS, 'order 2');
    await stage.pass(29_200);
    await first.acks(2);
  },

  'graceful-close': async (stage) => {
    const first = await stage.actor('tracking-1');
    const second = await stage.actor('tracking-2');
    await first.listen(ORDERS, { group: 'tracking', ackWait: 5000 });
    await second.listen(ORDERS, { group: 'tracking', ackWait: 5000 });
    await stage.publish(ORDERS, 'order 1');
    await first.acks(1);
    await stage.publish(ORDERS, 'order 2');
    second.says('told to stop');
    await stage.pass(200);
    await second.acks(2);
    await second.closes();
    await stage.publish(ORDERS, 'order 3');
    await first.acks(3);
    await stage.publish(ORDERS, 'order 4');
    await first.acks(4);
  },

  duplicate: async (stage) => {
    const accounts = await stage.actor('accounts-1');
    await accounts.listen(MONEY, { ackWait: 5000 });
    await stage.publish(MONEY, 'payment 9, 40 euros');
    accounts.saves(1, 'accounts', 'ann', { balance: 40, last: 9 });
    await accounts.acks(1);
    await stage.pass(2000);
    await stage.publish(MONEY, 'payment 9, 40 euros');
    accounts.loads(2, 'accounts', 'ann', { balance: 40, last: 9 });
    accounts.says('has 9 already');
    await accounts.acks(2);
  },

  'gap-that-heals': async (stage) => {
    const first = await stage.actor('orders-1');
    const second = await stage.actor('orders-2');
    await first.listen(TICKETS, { group: 'orders', ackWait: 5000 });
    await second.listen(TICKETS, { group: 'orders', ackWait: 5000 });
    await stage.publish(TICKETS, 'version 1');
    await stage.publish(TICKETS, 'version 2');
    second.loads(2, 'tickets', 'ticket 5', { version: 0 });
    second.says('waits for version 1');
    second.leaves(2);
    await stage.pass(300);
    first.loads(1, 'tickets', 'ticket 5', { version: 0 });
    first.saves(1, 'tickets', 'ticket 5', { version: 1 });
    await first.acks(1);
    await stage.pass(4700);
    const taker = stage.happened.findLast((each) => each.kind === 'redelivered');
    const third = taker?.client === 'orders-1' ? first : second;
    third.loads(2, 'tickets', 'ticket 5', { version: 1 });
    third.saves(2, 'tickets', 'ticket 5', { version: 2 });
    await third.acks(2);
  },
};
