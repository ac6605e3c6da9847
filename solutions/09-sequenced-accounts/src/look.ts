import { accountsIn } from './accounts/accounts';
import { clientIDOf } from './client-id';
import { noDatabase, openDatabase } from './database';

const clientID = clientIDOf('look');

/** A line of the table. */
function line(...cells: readonly unknown[]): string {
  return cells
    .map((cell) => String(cell ?? '').padEnd(16))
    .join('')
    .trimEnd();
}

/** Prints, for each account, the highest number that transactions has, and what accounts has of it. */
async function look(): Promise<void> {
  const databases = ['transactions', 'accounts'].map((service) => openDatabase(service, clientID));
  await Promise.all(databases.map((database) => database.asPromise())).catch(noDatabase);
  const [transactions, stored] = databases;
  const accounts = accountsIn(stored!);
  const rows = await transactions!
    .collection('transactions')
    .aggregate<{ _id: string; number: number }>([
      { $group: { _id: '$account', number: { $max: '$number' } } },
    ])
    .toArray();
  const numbers = new Map(rows.map(({ _id, number }) => [_id, number]));
  const known = await stored!.collection<{ _id: string }>('accounts').find().toArray();
  const ids = [...new Set([...numbers.keys(), ...known.map(({ _id }) => _id)])].sort();
  console.log(line('', 'transactions', 'accounts'));
  console.log(line('account', 'last number', 'balance', 'last number'));
  for (const id of ids) {
    const account = await accounts.find(id);
    console.log(line(id, numbers.get(id), account?.balance, account?.last));
  }
  await Promise.all(databases.map((database) => database.close()));
}

void look();
