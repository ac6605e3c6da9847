import type { MergeTarget } from '../aggregation';
import { asStored } from '../documents';
import { checkCollection, checkDatabase, type Databases } from '../storage';
import { type Doc, SIMPLE } from '../values';
import { change } from './change';
import type { ServerState } from './command';

/** What was there goes only when all of `docs` can be stored. */
export function replace(
  databases: Databases,
  database: string,
  name: string,
  docs: readonly Doc[],
): void {
  checkDatabase(database);
  checkCollection(database, name);
  const made = databases.made(database, name);
  made.replaceAll(docs.map((each) => asStored(each, 'insert')));
}

/**
 * The collection that `$merge` writes to, as the commands update and insert do.
 *
 * @param variables the command's `let`
 * @throws CommandError 73 if its name is none
 */
export function mergeTarget(
  state: ServerState,
  database: string,
  name: string,
  variables: Doc | undefined,
): MergeTarget {
  checkDatabase(database);
  checkCollection(database, name);
  const indexes = state.databases.collection(database, name)?.indexes ?? [];
  return {
    uniques: indexes
      .filter(({ isUnique, partial }) => isUnique && !partial)
      .map(({ key }) => [...key.keys()]),
    update: (asked) => {
      const request = {
        ...asked,
        arrayFilters: undefined,
        isMulti: false,
        variables,
        collation: SIMPLE,
      };
      return change(state, database, name, request).n > 0;
    },
    insert: (document) => state.databases.made(database, name).insert(asStored(document, 'insert')),
  };
}
