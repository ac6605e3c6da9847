import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** Starts the audit: `onMessage` writes down everything that happens to any order, in order. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  const options = stan.subscriptionOptions();
  options.setDeliverAllAvailable();
  options.setDurableName('audit');
  const subscription = stan.subscribe(Subjects.OrderUpdated, options);
  // The client acknowledges when onMessage has returned: the audit writes before it returns.
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
