import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** The group of the payments service: each event goes to one of its copies. */
export const queueGroupName = 'payments';

/** How long the broker waits for an ack before it sends the event again: whole seconds, in ms. */
export const ackWait = 5 * 1000;

// #region step 2: a name for the place
/** The name under which the broker keeps the group's place in the channel while no copy runs. */
export const durableName = 'payments';
// #starter
//: // TODO step 2: the broker forgets the group when its last copy leaves. Give the place a name.
// #endregion

/** Starts one copy of the payments service: `onMessage` charges the card, then acknowledges. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(ackWait);
  // #region step 1: where a new group begins
  options.setDeliverAllAvailable();
  // #starter
  //: // TODO step 1: orders were placed before payments ran for the first time.
  // #endregion
  // #region step 2: where an old one goes on
  options.setDurableName(durableName);
  // #starter
  //: // TODO step 2: say the name here.
  // #endregion
  const subscription = stan.subscribe(Subjects.OrderUpdated, queueGroupName, options);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
