import type { Message, Stan, SubscriptionOptions } from 'node-nats-streaming';
import type { Answer, TestBroker } from '@workbook/testkit/predict';
import { Subjects } from './src/subjects';

const orders = (...ids: number[]) => ids.map((id) => ({ orderId: String(id), status: 'placed' }));

/** Starts a listener, lets it acknowledge all it gets, closes it, and gives the sequences. */
async function run(
  broker: TestBroker,
  clientID: string,
  ask: (options: SubscriptionOptions) => SubscriptionOptions,
  group?: string,
): Promise<number[]> {
  const stan: Stan = await broker.connect(clientID);
  const options = ask(stan.subscriptionOptions());
  const subscription = group
    ? stan.subscribe(Subjects.OrderUpdated, group, options)
    : stan.subscribe(Subjects.OrderUpdated, options);
  const got: number[] = [];
  subscription.on('message', (msg: Message) => got.push(msg.getSequence()));
  await broker.settled();
  const closed = new Promise((resolve) => stan.once('close', resolve));
  stan.close();
  await closed;
  return got;
}

const firstStart: Answer = async (start) => {
  const { broker } = await start();
  await broker.publish(Subjects.OrderUpdated, ...orders(1, 2, 3, 4, 5, 6));
  const asksNothing = await run(broker, 'payments-1', (options) => options, 'payments');
  const asksAll = await run(
    broker,
    'payments-2',
    (options) => options.setDeliverAllAvailable(),
    'payments',
  );
  return `${asksNothing.length}, unless it asks: then ${asksAll.length}.`;
};

const eachStart: Answer = async (start) => {
  const { broker } = await start();
  await broker.publish(Subjects.OrderUpdated, ...orders(1));
  let charged = 0;
  for (const day of ['monday', 'tuesday', 'thursday', 'saturday']) {
    const got = await run(
      broker,
      `payments-${day}`,
      (options) => options.setDeliverAllAvailable(),
      'payments',
    );
    charged += got.filter((sequence) => sequence === 1).length;
  }
  return `${charged} times: once at each start.`;
};

const newClientID: Answer = async (start) => {
  const { broker } = await start();
  const ask = (options: SubscriptionOptions): SubscriptionOptions =>
    options.setDurableName('audit').setDeliverAllAvailable();
  await broker.publish(Subjects.OrderUpdated, ...orders(1, 2, 3));
  const monday = await run(broker, 'audit-1fea', ask);
  await broker.publish(Subjects.OrderUpdated, ...orders(4));
  const tuesday = await run(broker, 'audit-7889', ask);
  return `What it would get without a name. After ${monday.length} events and 1 more, it gets ${tuesday.length} if it asks for all: the client ID is a part of the key, so this is another durable.`;
};

const addedLater: Answer = async (start) => {
  const { broker } = await start();
  await broker.publish(Subjects.OrderUpdated, ...orders(1, 2, 3));
  const durable = (options: SubscriptionOptions): SubscriptionOptions =>
    options.setDurableName('audit');
  await run(broker, 'audit', durable);
  await broker.publish(Subjects.OrderUpdated, ...orders(4, 5));
  const today = await run(broker, 'audit', (options) => durable(options).setDeliverAllAvailable());
  return `What came while it was away, and nothing of the history: of 3 events before its first start and 2 since its last, #${today.join(' and #')}. The durable exists, so it goes on where it was.`;
};

export const answers = [firstStart, eachStart, newClientID, addedLater];
