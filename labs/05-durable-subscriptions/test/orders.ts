import type { Published } from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import { Subjects } from '../src/subjects';

const statuses = ['placed', 'paid', 'shipped'] as const;

/**
 * What happens to orders, the first of it with the number `from`: one after the other is placed, paid and
 * shipped. Whoever looks at numbers of orders, or at one status, does not see all of it.
 */
export function orders(from: number, count: number): OrderUpdated[] {
  return numbers(from, count).map((number) => ({
    orderId: String(Math.ceil(number / statuses.length)),
    status: statuses[(number - 1) % statuses.length]!,
  }));
}

/** `count` numbers, the first of them `from`. */
export function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, more) => from + more);
}

/** The event with this number. */
export function event(sequence: number): Published {
  return { channel: Subjects.OrderUpdated, sequence, data: undefined };
}
