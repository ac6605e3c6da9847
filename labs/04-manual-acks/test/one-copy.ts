/** One copy of payments in a process of its own; its bank fails at order 1. Says what it does, for the test. */
import { connect } from '../src/connect';
import { Handler } from '../src/handler';
import type { Ledger } from '../src/ledger';
import { listen } from '../src/payments';

const ledger: Ledger = {
  has: () => Promise.resolve(false),
  charge: ({ orderId }) => {
    console.log(`charging order ${orderId}`);
    return orderId === '1'
      ? Promise.reject(new Error('the bank does not answer'))
      : Promise.resolve();
  },
};

connect('payments', (stan) => {
  const handler = new Handler(ledger);
  const subscription = listen(stan, (data, msg) => handler.onMessage(data, msg));
  subscription.on('ready', () => console.log('ready'));
});
