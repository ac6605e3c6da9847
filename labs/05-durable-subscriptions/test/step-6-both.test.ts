import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { explain, type Service, useBroker } from '@workbook/testkit';
import type { OnMessage } from '../src/order-updated';
import { parse } from '../src/order-updated';
import { type Asks, predict, type Story } from '../src/predict';
import { Subjects } from '../src/subjects';
import { goAway, run, threeOrders } from './runs';

const broker = useBroker();
const advice = {
  look: 'src/predict.ts: when does the broker look at the start position, and when does it not?',
  read: 'notes/05-durable-subscriptions.md, "Both, and why"',
};

const asks: Asks[] = [
  { deliverAll: false, durable: false },
  { deliverAll: true, durable: false },
  { deliverAll: false, durable: true },
  { deliverAll: true, durable: true },
];
const stories: Story[] = asks.flatMap((first) =>
  asks.map((again) => ({ before: 3, first, away: 2, again })),
);

test('what you predict is what the broker does, for each pair of starts', async () => {
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const first = await startAll(stories.map((story) => story.first));
  await goAway(first);
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(4).slice(0, 2));
  const again = await startAll(stories.map((story) => story.again));

  for (const [index, story] of stories.entries()) {
    const measured = {
      first: first.copies[index]!.handled.length,
      again: again.copies[index]!.handled.length,
    };
    const predicted = predict(story);
    explain(
      {
        expected: `a listener that asks for ${inWords(story.first)}, and later for ${inWords(story.again)}, to get ${predicted.first} events of 3, and later ${predicted.again}`,
        happened: `the broker gave it ${measured.first}, and later ${measured.again}`,
        ...advice,
      },
      () => expect(predicted).toEqual(measured),
    );
  }
});

/** One listener for each of `wanted`, each under a client ID of its own: the same at each call. */
async function startAll(wanted: readonly Asks[]): Promise<Service> {
  const left = [...wanted];
  const service = await run(broker(), 'listener', wanted.length, (stan, onMessage) =>
    listen(stan, onMessage, left.shift()!),
  );
  await broker().settled();
  return service;
}

function listen(stan: Stan, onMessage: OnMessage, { deliverAll, durable }: Asks): Subscription {
  const options = stan.subscriptionOptions().setManualAckMode(true);
  if (deliverAll) options.setDeliverAllAvailable();
  if (durable) options.setDurableName('listener');
  return stan
    .subscribe(Subjects.OrderUpdated, options)
    .on('message', (msg: Message) => onMessage(parse(msg), msg));
}

function inWords({ deliverAll, durable }: Asks): string {
  if (deliverAll) return durable ? 'all events and a durable' : 'all events';
  return durable ? 'new events and a durable' : 'new events';
}
