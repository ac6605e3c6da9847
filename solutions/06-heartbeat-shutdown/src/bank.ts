import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** How long the bank takes for one card, in milliseconds. */
const duration = Number(process.env.BANK_MS ?? 3000);

/** Where a bank answers over HTTP; without one, every card is charged after `duration`. */
const url = process.env.BANK_URL;

/**
 * Charges the card of an order.
 *
 * @throws if the bank declines it
 */
export async function charge(orderId: string): Promise<void> {
  if (url === undefined) return wait(duration);
  await new Promise<void>((resolve, reject) => {
    get(`${url}/${orderId}`, ({ statusCode }) => {
      if (statusCode === 200) resolve();
      else reject(new Error(`the bank declined order ${orderId}`));
    }).on('error', reject);
  });
}
