import type { Published } from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import { Subjects } from '../src/subjects';

/** Orders that were placed one after the other, the first of them with the number `from`. */
export function orders(from: number, count: number): OrderUpdated[] {
  return numbers(from, count).map((orderId) => ({ orderId: String(orderId), status: 'placed' }));
}

/** `count` numbers, the first of them `from`. */
export function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, more) => from + more);
}

/** The event with this number. */
export function event(sequence: number): Published {
  return { channel: Subjects.OrderUpdated, sequence, data: undefined };
}
