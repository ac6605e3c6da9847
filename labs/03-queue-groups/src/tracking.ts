import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

// TODO step 2: the tracking service has two copies as well.

/** Starts one copy of the tracking service: `onMessage` shows the customer how far the order is. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription | undefined {
  // TODO step 2: subscribe, and hand every message to onMessage, as payments does.
  return undefined;
}
