import { CommandError } from '../error';
import { parseFilter } from '../query';
import { Arguments } from './arguments';
import type { Command } from './command';
import { expressions } from './expressions';
import { checkHint } from './hint';
import { collectionName } from './names';
import { refuseCollation } from './options';
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
    refuseCollation(own);
    checkHint(collection, own.value('hint'));
    own.end();
    if (limit !== 0 && limit !== 1)
      throw new CommandError(
        'FailedToParse',
        `The limit field in delete objects must be 0 or 1. Got ${limit}`,
      );
    const filter = parseFilter(q, expressions(variables, state.clock));
    const found = [...(collection?.find(filter) ?? [])].slice(0, limit === 1 ? 1 : undefined);
    for (const [record] of found) collection!.remove(record);
    return { n: found.length };
  });
};
