import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

// TODO step 1: every copy of payments needs to give the broker the same name.

/** Starts one copy of the payments service: `onMessage` charges the card of who placed an order. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  const subscription = stan.subscribe(Subjects.OrderUpdated);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
