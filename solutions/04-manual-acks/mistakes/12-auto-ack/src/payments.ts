import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** The group of the payments service: each event goes to one of its copies. */
export const queueGroupName = 'payments';

/** How long the broker waits for an ack before it sends the event again: whole seconds, in ms. */
export const ackWait = 5 * 1000;

/** Starts one copy of the payments service: `onMessage` charges the card, then acknowledges. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  const options = stan.subscriptionOptions().setAckWait(ackWait);
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName, options);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
