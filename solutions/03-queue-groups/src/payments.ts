import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

// #region step 1: a name for the group
/** The group of the payments service: each event goes to one of its copies. */
export const queueGroupName = 'payments';
// #starter
//: // TODO step 1: every copy of payments needs to give the broker the same name.
// #endregion

/** Starts one copy of the payments service: `onMessage` charges the card of who placed an order. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  // #region step 1: join it
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName);
  // #starter
  //: const subscription = stan.subscribe(Subjects.OrderUpdated);
  // #endregion
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
