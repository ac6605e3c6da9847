import { accountsIn } from './accounts/in-mongodb';
import { clientIDOf } from './client-id';
import { noDatabase, openDatabase } from './database';

const given = process.argv[2];

/** Prints what Ann has, or gives her another balance first. */
async function look(): Promise<void> {
  const connection = openDatabase('accounts', clientIDOf('ann'));
  await connection.asPromise().catch(noDatabase);
  const accounts = accountsIn(connection);
  if (given !== undefined) await accounts.save({ id: 'ann', balance: Number(given) });
  const ann = await accounts.find('ann');
  console.log(ann ? `Ann has ${ann.balance}` : 'Ann has no account yet');
  await connection.close();
}

void look();
