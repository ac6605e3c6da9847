import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type OnMessage, parse } from './order-updated';
import { Subjects } from './subjects';

/** Starts one copy of the payments service: `onMessage` charges the card of who placed an order. */
export function listen(stan: Stan, onMessage: OnMessage): Subscription | undefined {
  // TODO step 3: subscribe to the channel, and hand every message to onMessage.
  return undefined;
}
