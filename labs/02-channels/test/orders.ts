import type { OrderUpdated } from '../src/order-updated';
import type { TestBroker } from '@workbook/testkit';
import { closed } from './clients';

export const channel = 'order:updated';

const states = ['placed', 'paid', 'shipped'] as const;

/** Orders in every state, more than a subscription has in flight if it asks for few; two are alike. */
export const manyOrders: OrderUpdated[] = [
  ...Array.from({ length: 24 }, (_, index) => ({
    orderId: String(1 + Math.floor(index / 3)),
    status: states[index % 3]!,
  })),
  { orderId: '1', status: 'placed' },
];

/** One order, just placed. */
export const placed = (orderId: string): OrderUpdated => ({ orderId, status: 'placed' });

/** Publishes orders with a client of its own, as a shop does that is started after the broker. */
export async function place(broker: TestBroker, ...orderIds: string[]): Promise<void> {
  const shop = await broker.connect(`shop-${orderIds[0]!}`);
  for (const orderId of orderIds) {
    await new Promise<void>((resolve, reject) => {
      shop.publish(channel, JSON.stringify(placed(orderId)), (error: unknown) =>
        error ? reject(new Error(String(error))) : resolve(),
      );
    });
  }
  await closed(shop);
}

/** What the broker has stored in the channel, from its first event. */
export async function stored(broker: TestBroker): Promise<unknown[]> {
  const reader = await broker.connect('reader');
  const data: unknown[] = [];
  reader
    .subscribe(channel, reader.subscriptionOptions().setDeliverAllAvailable())
    .on('message', (msg: { getData(): Buffer }) => data.push(read(msg.getData().toString())));
  await broker.settled();
  return data;
}

/** As it is, if it is no JSON. */
export function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
