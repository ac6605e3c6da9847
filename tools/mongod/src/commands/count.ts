import { parseFilter } from '../query';
import { type Doc, doc, int, type Value } from '../values';
import type { Command } from './command';
import { executing } from './executing';
import { expressions } from './expressions';
import { checkHint } from './hint';
import { collectionName } from './names';
import { refuseCollation } from './options';

const EMPTY: Doc = new Map<string, Value>();

/** Manual, "count". */
export const count: Command = (call) => {
  const { args, database, state } = call;
  const collection = state.databases.collection(database, collectionName(call));
  const filter = parseFilter(args.doc('query') ?? EMPTY, expressions(undefined, state.clock));
  // A negative one means the same.
  const limit = Math.abs(args.integer('limit') ?? 0);
  const skip = args.count('skip') ?? 0;
  refuseCollation(args);
  checkHint(collection, args.value('hint'));
  args.value('fields');
  args.end();
  const found = executing('Executor error during count command', () =>
    collection ? [...collection.find(filter)].length : 0,
  );
  const left = Math.max(0, found - skip);
  return doc({ n: int(limit === 0 ? left : Math.min(left, limit)) });
};
