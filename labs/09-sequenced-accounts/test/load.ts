import path from 'node:path';
import { asInNewProcess } from '@workbook/testkit';
import type * as handler from '../src/accounts/handler';
import type * as transactions from '../src/transactions/transactions';

const src = path.join(__dirname, '..', 'src');

/** The handler as a new process has it: the variables of its modules are new. */
export function loadHandler(): typeof handler {
  return asInNewProcess(path.join(src, 'accounts', 'handler.ts')) as typeof handler;
}

/** The functions of the transactions service, in the same way. */
export function loadTransactions(): typeof transactions {
  return asInNewProcess(path.join(src, 'transactions', 'transactions.ts')) as typeof transactions;
}
