import { clientIDOf } from './client-id';
import { noDatabase, openDatabase } from './database';

/** What stands where: the database, the collection, and what is shown of a row. */
const tables = [
  ['tickets', 'tickets', ['_id', 'title', 'price', 'version', 'order']],
  ['orders', 'tickets', ['_id', 'price', 'version', 'order']],
  ['transactions', 'transactions', ['account', 'number', 'kind', 'amount', '_id']],
  ['accounts', 'accounts', ['_id', 'balance', 'last']],
] as const;

/** Prints what stands in the databases of the four services. */
async function look(): Promise<void> {
  for (const [service, collection, fields] of tables) {
    const connection = openDatabase(service, clientIDOf('look'));
    await connection.asPromise().catch(noDatabase);
    const rows = await connection.collection(collection).find().toArray();
    console.log(service === collection ? service : `${service}, its copies of ${collection}`);
    for (const row of rows) {
      const cells = fields.map((field) => [field, row[field] as unknown]);
      const shown = cells.filter(([, value]) => value !== undefined);
      console.log(
        `    ${shown.map(([field, value]) => `${String(field)} ${words(value)}`).join('  ')}`,
      );
    }
    await connection.close();
  }
}

/** `order {id: 4b71, account: ann}` as `4b71 of ann`. */
function words(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { id, account } = value as { id?: string; account?: string };
  return id === undefined ? String(value) : `${id} of ${account ?? 'nobody'}`;
}

void look();
