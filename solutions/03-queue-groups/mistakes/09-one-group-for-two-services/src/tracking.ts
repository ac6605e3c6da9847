import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { queueGroupName } from './payments';
import { Subjects } from './subjects';

/** Starts one copy of the tracking service: `onMessage` shows the customer how far the order is. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription | undefined {
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
