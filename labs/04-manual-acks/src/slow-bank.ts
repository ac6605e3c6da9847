import { setTimeout as wait } from 'node:timers/promises';
import { type Ledger, longestCharge } from './ledger';

/**
 * A ledger to watch by hand: each charge takes as long as it may, and order 3 is refused the first
 * time. It remembers as long as the process runs; a real one is a table that all copies share.
 */
export function openLedger(clientID: string): Ledger {
  const charged = new Set<string>();
  let refusals = 1;
  return {
    has: (orderId) => Promise.resolve(charged.has(orderId)),
    charge: async ({ orderId }) => {
      await wait(longestCharge);
      if (orderId === '3' && refusals-- > 0) throw new Error('the bank does not answer');
      charged.add(orderId);
      console.log(`${clientID}  order ${orderId} charged`);
    },
  };
}
