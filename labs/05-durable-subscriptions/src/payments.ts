import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OrderUpdated, parse } from './order-updated';
import { Subjects } from './subjects';

/** The group of the payments service: each event goes to one of its copies. */
export const queueGroupName = 'payments';

// TODO step 2: the broker forgets the group when its last copy leaves. Give the place a name.

/** Charges the card of who placed an order; it may return a promise. */
export type Charge = (data: OrderUpdated, msg: Message) => unknown;

/** Starts one copy of the payments service. An event is acknowledged when `onMessage` is done. */
export function listen(stan: Stan, onMessage: Charge): Subscription {
  const options = stan.subscriptionOptions().setManualAckMode(true);
  // TODO step 1: orders were placed before payments ran for the first time.
  // TODO step 2: say the name here.
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName, options);
  subscription.on('message', (msg: Message) => void handle(msg, onMessage));
  return subscription;
}

async function handle(msg: Message, onMessage: Charge): Promise<void> {
  try {
    await onMessage(parse(msg), msg);
    msg.ack();
  } catch (error) {
    console.error(`#${msg.getSequence()} failed, and will come again: ${String(error)}`);
  }
}
