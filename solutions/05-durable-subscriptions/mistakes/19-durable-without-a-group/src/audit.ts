import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** Starts the audit: `onMessage` writes down what happens to any order, then acknowledges. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  const options = stan.subscriptionOptions().setManualAckMode(true);
  options.setDeliverAllAvailable();
  options.setDurableName('audit');
  const subscription = stan.subscribe(Subjects.OrderUpdated, options);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
