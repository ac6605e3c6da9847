import type { Subscription } from 'node-nats-streaming';
import { useBroker } from '@workbook/testkit';
import { listen } from '../src/payments';
import { stop } from '../src/stop';
import { Subjects } from '../src/subjects';
import { expectHandled, goAway, run, threeOrders } from './runs';

const broker = useBroker();
const advice = {
  look: 'src/stop.ts: which of its two ways out does a subscription take, and what does the broker keep?',
  read: 'notes/05-durable-subscriptions.md, "Close, or unsubscribe"',
};

test('stopped one after the other, the copies lose neither their place nor an event', async () => {
  const subscriptions: Subscription[] = [];
  const monday = await run(broker(), 'payments-monday', 2, (stan, onMessage) => {
    const subscription = listen(stan, onMessage);
    subscriptions.push(subscription);
    return subscription;
  });
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  await broker().settled();
  for (const subscription of subscriptions) {
    stop(subscription);
    await broker().settled();
  }
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(4));
  await broker().settled();
  expectHandled(monday, [1, 2, 3], { when: 'until it stopped, and nothing more', ...advice });
  await goAway(monday);

  const tuesday = await run(broker(), 'payments-tuesday', 2, listen);
  await broker().settled();
  expectHandled(tuesday, [4, 5, 6], {
    when: 'after all copies had stopped',
    earlier: monday,
    ...advice,
  });
});
