import { startService } from '../service';
import { accountsIn } from './accounts';
import { TransactionCreatedListener } from './listeners';

void startService('accounts', ({ stan, connection, parked }) => ({
  listeners: [new TransactionCreatedListener(stan, parked, accountsIn(connection))],
}));
