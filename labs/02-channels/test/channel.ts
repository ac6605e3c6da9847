import type { Message } from 'node-nats-streaming';
import type { TestBroker } from '@workbook/testkit';

/** What the channel holds, from its first event. */
export async function everythingOn(broker: TestBroker, channel: string): Promise<string[]> {
  const reader = await broker.connect('reader');
  const options = reader.subscriptionOptions().setDeliverAllAvailable();
  const data: string[] = [];
  const subscription = reader.subscribe(channel, options);
  subscription.on('message', (msg: Message) => data.push(msg.getData().toString()));
  await broker.settled();
  return data;
}
