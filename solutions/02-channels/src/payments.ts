import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** Starts one copy of the payments service: `onMessage` charges the card of who placed an order. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription | undefined {
  // #region step 3: listen
  const subscription = stan.subscribe(Subjects.OrderUpdated);
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
  // #starter
  //: // TODO step 3: subscribe to the channel, and hand every message to onMessage.
  //: return undefined;
  // #endregion
}
