import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

// #region step 2: a name for the group
/** The group of the tracking service, and of no other: two services in one group share events. */
export const queueGroupName = 'tracking';
// #starter
//: // TODO step 2: the tracking service has two copies as well.
// #endregion

/** Starts one copy of the tracking service: `onMessage` shows the customer how far the order is. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription | undefined {
  // #region step 2: join it
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
  // #starter
  //: // TODO step 2: subscribe, and hand every message to onMessage, as payments does.
  //: return undefined;
  // #endregion
}
