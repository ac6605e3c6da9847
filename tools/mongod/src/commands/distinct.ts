import { valuesAt } from '../query';
import { type Doc, doc, keyOf, type Value } from '../values';
import { collationOf } from './collation';
import type { Command } from './command';
import { executing } from './executing';
import { environmentOf, filterOf } from './expressions';
import { collectionName } from './names';

const EMPTY: Doc = new Map<string, Value>();

/** Manual, "distinct": each value once, in the order in which they are met, those of arrays one by one. */
export const distinct: Command = (call) => {
  const { args, database, state } = call;
  const collection = state.databases.collection(database, collectionName(call));
  const path = args.needed('key', args.text('key')).split('.');
  const environment = environmentOf(undefined, state.clock, collationOf(args));
  const filter = filterOf(args.doc('query') ?? EMPTY, environment);
  args.end();
  const values = new Map<string, Value>();
  executing('Executor error during distinct command', () => {
    for (const [, each] of collection?.find(filter) ?? [])
      for (const value of valuesAt(each, path)) {
        const key = keyOf(value, environment.collation.representative);
        if (!values.has(key)) values.set(key, value);
      }
  });
  return doc({ values: [...values.values()] });
};
