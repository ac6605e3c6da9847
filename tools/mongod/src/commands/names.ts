import { CommandError } from '../error';
import { checkCollection, checkDatabase } from '../storage';
import { typeOf } from '../values';
import type { Call } from './command';

/** The collection that a command is about: the value of its first field. @throws CommandError 73 */
export function collectionName({ body, database }: Call): string {
  const [name] = body.values();
  if (typeof name !== 'string')
    throw new CommandError(
      'InvalidNamespace',
      `collection name has invalid type ${typeOf(name ?? null)}`,
    );
  checkDatabase(database);
  checkCollection(database, name);
  return name;
}

/** `database.collection` */
export function namespaceOf(call: Call): string {
  return `${call.database}.${collectionName(call)}`;
}

/** @throws CommandError 13 if the command came to another database than `admin` */
export function adminOnly({ body, database }: Call): void {
  if (database === 'admin') return;
  const [name] = body.keys();
  throw new CommandError('Unauthorized', `${name!} may only be run against the admin database.`);
}
