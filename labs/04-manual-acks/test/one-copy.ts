/** One copy of payments in a process of its own, whose bank and database fail in turn. */
process.on('unhandledRejection', (reason) => {
  console.log(`nobody caught: ${String(reason)}`);
  // As without a listener, unless the learner has one too: that it keeps the process alive is not enough.
  if (process.listenerCount('unhandledRejection') === 1) throw reason;
});

import { connect } from '../src/connect';
import { Handler } from '../src/handler';
import type { Ledger } from '../src/ledger';
import { listen } from '../src/payments';
import { ways } from './ways';

const ledger: Ledger = {
  has: async (orderId) => {
    if (ways[orderId]?.of === 'has') await ways[orderId].fail();
    return false;
  },
  charge: async ({ orderId }) => {
    if (ways[orderId]?.of === 'charge') await ways[orderId].fail();
    console.log('charged');
  },
};

connect('payments', (stan) => {
  const handler = new Handler(ledger);
  const subscription = listen(stan, (data, msg) => {
    console.log(`onMessage #${msg.getSequence()}`);
    handler.onMessage(data, msg);
  });
  subscription.on('ready', () => console.log('ready'));
});
