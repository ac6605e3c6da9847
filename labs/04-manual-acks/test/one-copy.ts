/** One copy of payments in a process of its own, whose bank and database fail in turn. */
process.on('unhandledRejection', (reason) => {
  console.log(`nobody caught: ${String(reason).split('\n', 1)[0]}`);
  // As without a listener, unless the learner has one too: that it keeps the process alive is not enough.
  if (process.listenerCount('unhandledRejection') === 1) throw reason;
});

import { connect } from '../src/connect';
import { Handler } from '../src/handler';
import type { Ledger } from '../src/ledger';
import { listen } from '../src/payments';
import { ways } from './ways';

const ledger: Ledger = {
  // Not async: what is thrown is thrown at once.
  has: (orderId) => {
    if (ways[orderId]?.of === 'has') return ways[orderId].fail();
    return Promise.resolve(false);
  },
  charge: ({ orderId }) => {
    if (ways[orderId]?.of === 'charge') return ways[orderId].fail();
    console.log('charged');
    return Promise.resolve();
  },
};

connect('payments', (stan) => {
  const handler = new Handler(ledger);
  const subscription = listen(stan, (data, msg) => {
    console.log(`onMessage #${msg.getSequence()}`);
    // Not before the client has dealt with what onMessage throws: that may end the process.
    setImmediate(() => console.log(`goes on #${msg.getSequence()}`));
    handler.onMessage(data, msg);
  });
  subscription.on('ready', () => console.log('ready'));
});
