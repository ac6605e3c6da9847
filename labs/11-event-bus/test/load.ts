import type * as accounts from '../src/accounts/listeners';
import type * as orders from '../src/orders/listeners';
import type * as tickets from '../src/tickets/listeners';
import type * as transactions from '../src/transactions/listeners';

/** The listeners of all services. */
export interface Listeners {
  readonly tickets: typeof tickets;
  readonly orders: typeof orders;
  readonly transactions: typeof transactions;
  readonly accounts: typeof accounts;
}

/** The listeners as a new process has them: the variables of their modules are new. */
export function loadListeners(): Listeners {
  let loaded: Listeners | undefined;
  jest.isolateModules(() => {
    loaded = {
      tickets: jest.requireActual<typeof tickets>('../src/tickets/listeners'),
      orders: jest.requireActual<typeof orders>('../src/orders/listeners'),
      transactions: jest.requireActual<typeof transactions>('../src/transactions/listeners'),
      accounts: jest.requireActual<typeof accounts>('../src/accounts/listeners'),
    };
  });
  return loaded!;
}
