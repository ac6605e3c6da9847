import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';

/** Starts one copy of the payments service: `onMessage` charges the card of who placed an order. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription | undefined {
  const subscription = stan.subscribe('order: updated');
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
