import { CommandError } from '../error';
import { Arguments } from './arguments';
import { collationOf } from './collation';
import type { Command } from './command';
import { environmentOf, filterOf } from './expressions';
import { checkHint } from './hint';
import { collectionName } from './names';
import { writeEach } from './writes';

/** Manual, "delete". */
export const remove: Command = (call) => {
  const { args, database, state } = call;
  const collection = state.databases.collection(database, collectionName(call));
  const deletes = args.needed('deletes', args.docs('deletes'));
  const isOrdered = args.flag('ordered', true);
  const variables = args.doc('let');
  args.end();
  return writeEach(deletes, isOrdered, (each) => {
    const own = new Arguments('delete.deletes', each);
    const q = own.needed('q', own.doc('q'));
    const limit = own.needed('limit', own.integer('limit'));
    const environment = environmentOf(variables, state.clock, collationOf(own));
    checkHint(collection, own.value('hint'));
    own.end();
    if (limit !== 0 && limit !== 1)
      throw new CommandError(
        'FailedToParse',
        `The limit field in delete objects must be 0 or 1. Got ${limit}`,
      );
    const filter = filterOf(q, environment);
    const found = [...(collection?.find(filter) ?? [])].slice(0, limit === 1 ? 1 : undefined);
    for (const [record] of found) collection!.remove(record);
    return { n: found.length };
  });
};
