import { explain, needs, useWorld } from '@workbook/testkit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import { endOnTheWay, start, startElsewhere, startInOnePiece, together } from './copies';
import { expectEachOnce } from './findings';
import { sixOrders } from './orders';

needs(payments, 'src/payments.ts', { listen: 'function' });

describe('on a broker from which everything arrives', () => {
  const { broker } = useWorld({ broker: {} });

  test('each order is charged once', async () => {
    const copies = await start(broker(), 'payments', 2);
    const orders = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
    await broker().settled();
    expectEachOnce(copies, orders);
  });

  test('both copies have a share of the work', async () => {
    const copies = await start(broker(), 'payments', 2);
    const [first] = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
    await broker().settled();
    const { clients, facts } = copies;
    for (const client of clients) {
      explain(
        {
          expected: `${client} to handle some of the 6 orders`,
          happened: ['it handled none', ...facts.storyOf(first!), ...facts.asked(clients)],
          look: 'src/payments.ts: which group do the two copies join, and what does listen() leave out?',
          read: 'notes/03-queue-groups.md, "One service, many copies"',
        },
        () => expect(copies.handledBy(client).length).toBeGreaterThan(0),
      );
    }
  });

  test('copies in processes of their own, under any client IDs, are one service', async () => {
    const here = await start(broker(), 'payments', 1, 'blue');
    const there = (await startElsewhere(broker(), { payments: 'green' }))('payments');
    const orders = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
    await there.goAway();
    expectEachOnce(together(here, there), orders);
  });

  test('when all copies are replaced, no order is charged again', async () => {
    const before = await start(broker(), 'payments', 2);
    const orders = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
    await broker().settled();
    await before.goAway();
    const after = await start(broker(), 'payments', 2, 'payments-new');
    await broker().settled();
    expectEachOnce(together(before, after), orders);
  });
});

describe('orders come in one piece with the answer to a subscription', () => {
  const { broker } = useWorld({ broker: {} });

  test('they are charged', async () => {
    const { copies, published } = await startInOnePiece(broker(), 'payments', sixOrders);
    expectEachOnce(copies, published);
  });
});

describe('order 1 is on its way to a copy that ends', () => {
  const { broker } = useWorld({ broker: { faults: 'hold payments-1 #1 60s' } });

  test('the other copy is given it, and charges it', async () => {
    const { copies, published } = await endOnTheWay(broker(), 'payments', sixOrders);
    expectEachOnce(copies, published);
  });
});
