import type { FaultLimits } from '@workbook/testkit/schedules';
import { onTransaction } from '../src/accounts/handler';
import type { Transaction } from '../src/events';
import { bank, type Bank, handling } from './small-world';
import { transaction } from './transaction';

const salary = transaction('ann', 1, 100);
const withdrawal = transaction('ann', 2, -90);

/** Two copies of the handler that stands in `src/accounts`. */
function friday(faults: FaultLimits = {}, between: readonly Transaction[] = []): Bank {
  return {
    ...bank({ events: [salary, ...between, withdrawal], faults }),
    handle: (message, { accounts }) => handling(accounts, onTransaction)(message),
  };
}

/** Ann's Friday: #1 pays in 100, #2 takes out 90, and she is to end at 30. */
export const worlds = {
  well: friday(),
  crash: friday({ crashes: 1 }),
  lostAck: friday({ lostAcks: 1 }),
  twice: friday({ duplicates: 1 }),
  failed: friday({ failures: 1 }),
  /** #2 is Bob's, who pays in 50, and #3 is Ann's number 2. */
  withBob: friday({}, [transaction('bob', 1, 50)]),
};
