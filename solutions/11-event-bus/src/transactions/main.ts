import { randomBytes } from 'node:crypto';
import type { Transaction } from '../events';
import { OwnedRows, type Versioned } from '../owned';
import { startService } from '../service';
import { TicketUpdatedListener } from './listeners';
import { record, type Transactions } from './transactions';

/** `POST /deposits` pays in. */
void startService('transactions', async ({ stan, connection, parked, tell }) => {
  const transactions: Transactions = new OwnedRows<Transaction & Versioned>(
    connection,
    'transactions',
    tell,
  );
  await transactions.unique('account', 'number');
  return {
    listeners: [new TicketUpdatedListener(stan, parked, transactions)],
    owned: [transactions],
    http: {
      port: Number(process.env.PORT ?? 3002),
      answer: async (_, __, body) => {
        const { account, amount } = body as { account: string; amount: number };
        const request = { id: randomBytes(6).toString('hex'), account, amount };
        await record(transactions, { ...request, kind: 'deposit' });
        return request;
      },
    },
  };
});
