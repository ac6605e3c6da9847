import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OrderUpdated, parse } from './order-updated';
import { Subjects } from './subjects';

/** The group of the payments service: each event goes to one of its copies. */
export const queueGroupName = 'payments';

// #region step 2: a name for the place
/** The name under which the broker keeps the group's place in the channel while no copy runs. */
export const durableName = 'payments';
// #starter
//: // TODO step 2: the broker forgets the group when its last copy leaves. Give the place a name.
// #endregion

/** Charges the card of who placed an order; it may return a promise. */
export type Charge = (data: OrderUpdated, msg: Message) => unknown;

/** Starts one copy of the payments service. An event is acknowledged when `onMessage` is done. */
export function listen(stan: Stan, onMessage: Charge): Subscription {
  const options = stan.subscriptionOptions().setManualAckMode(true);
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
