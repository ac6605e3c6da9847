import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** Starts the audit: `onMessage` writes down what happens to any order, then acknowledges. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription {
  const options = stan.subscriptionOptions().setManualAckMode(true);
  // #region step 3: keep the place
  options.setDeliverAllAvailable();
  options.setDurableName('audit');
  // #starter
  //: // TODO step 3: the audit has to miss nothing, neither before its first start nor while it is away.
  // #endregion
  // #region step 4: whatever the client ID
  const subscription = stan.subscribe(Subjects.OrderUpdated, 'audit', options);
  // #starter
  //: // TODO step 4: the next audit has another client ID, and is still the audit.
  //: const subscription = stan.subscribe(Subjects.OrderUpdated, options);
  // #endregion
  subscription.on('message', (msg: Message) => onMessage(parse(msg), msg));
  return subscription;
}
