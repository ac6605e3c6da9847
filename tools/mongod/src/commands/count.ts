import { type Doc, doc, int, type Value } from '../values';
import { collationOf } from './collation';
import type { Command } from './command';
import { executing } from './executing';
import { environmentOf, filterOf } from './expressions';
import { checkHint } from './hint';
import { collectionName } from './names';

const EMPTY: Doc = new Map<string, Value>();

/** Manual, "count". */
export const count: Command = (call) => {
  const { args, database, state } = call;
  const collection = state.databases.collection(database, collectionName(call));
  const environment = environmentOf(undefined, state.clock, collationOf(args));
  const filter = filterOf(args.doc('query') ?? EMPTY, environment);
  // A negative one means the same.
  const limit = Math.abs(args.integer('limit') ?? 0);
  const skip = args.count('skip') ?? 0;
  checkHint(collection, args.value('hint'));
  args.value('fields');
  args.end();
  const found = executing('Executor error during count command', () =>
    collection ? [...collection.find(filter)].length : 0,
  );
  const left = Math.max(0, found - skip);
  return doc({ n: int(limit === 0 ? left : Math.min(left, limit)) });
};
