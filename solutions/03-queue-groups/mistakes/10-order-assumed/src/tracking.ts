import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** The group of the tracking service. */
export const queueGroupName = 'tracking';

/** Starts one copy of the tracking service: `onMessage` shows the customer how far the order is. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription | undefined {
  const oneAtATime = stan.subscriptionOptions().setMaxInFlight(1);
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName, oneAtATime);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
