import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** The group of the payments service: each event goes to one of its copies. */
export const queueGroupName = 'payments';

/** The name under which the broker keeps the group's place in the channel while no copy runs. */
export const durableName = 'payments';

/**
 * How long the broker waits for an ack before it sends the event again: whole seconds, in ms. At the
 * end of a month the bank takes most of a minute for a card.
 */
export const ackWait = 60 * 1000;

/** Starts one copy of the payments service: `onMessage` charges the card, then acknowledges. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(ackWait);
  options.setDeliverAllAvailable();
  options.setDurableName(durableName);
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName, options);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
