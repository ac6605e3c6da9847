import { accountsIn } from './accounts/in-mongodb';
import { clientIDOf } from './client-id';
import { noDatabase, openDatabase } from './database';

const given = process.argv[2];
if (given !== undefined && !/^-?\d+$/.test(given)) {
  console.error(
    [
      'What is Ann to have?',
      '    npm run ann 20      gives her 20',
      '    npm run ann         prints what she has',
    ].join('\n'),
  );
  process.exit(1);
}

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
