import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** Starts the audit: `onMessage` writes down everything that ever happened to any order, in order. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  // TODO step 4: what was published before this line runs is in the channel, and not in the books.
  const subscription = stan.subscribe(Subjects.OrderUpdated);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
