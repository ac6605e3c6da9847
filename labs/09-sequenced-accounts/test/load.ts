import type * as handler from '../src/accounts/handler';
import type * as transactions from '../src/transactions/transactions';

/** The handler as a new process has it: the variables of its modules are new. */
export function loadHandler(): typeof handler {
  let loaded: typeof handler | undefined;
  jest.isolateModules(
    () => (loaded = jest.requireActual<typeof handler>('../src/accounts/handler')),
  );
  return loaded!;
}

/** The functions of the transactions service, in the same way. */
export function loadTransactions(): typeof transactions {
  let loaded: typeof transactions | undefined;
  jest.isolateModules(
    () => (loaded = jest.requireActual<typeof transactions>('../src/transactions/transactions')),
  );
  return loaded!;
}
