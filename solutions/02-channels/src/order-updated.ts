import type { Message } from 'node-nats-streaming';

/** What an event on the channel `order:updated` says. */
export interface OrderUpdated {
  readonly orderId: string;
  readonly status: 'placed' | 'paid' | 'shipped';
}

/** What a service does with an event. */
export type OnMessage = (data: OrderUpdated, msg: Message) => void;

/** Reads the event out of a message. */
export function parse(msg: Message): OrderUpdated {
  return JSON.parse(msg.getData().toString()) as OrderUpdated;
}
