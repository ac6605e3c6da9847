import type { Message } from 'node-nats-streaming';
import type { OrderUpdated } from './order-updated';

/** What the board knows of one order. */
export interface Row {
  status: OrderUpdated['status'];
  /** The place in the channel of the event that said so. */
  sequence: number;
}

/** The status of each order, by its id: a table in a database that all copies of tracking share. */
export type StatusBoard = Map<string, Row>;

/** Writes on the board what an event says. */
export function show(board: StatusBoard, data: OrderUpdated, msg: Message): void {
  const sequence = msg.getSequence();
  // TODO step 4: a slow copy comes here last, with an event that is not the newest.
  board.set(data.orderId, { status: data.status, sequence });
}
