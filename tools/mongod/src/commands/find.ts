import type { Long } from 'bson';
import { CommandError } from '../error';
import { parseFindProjection } from '../projection';
import { parseSort } from '../query';
import { type Doc, doc, long, typeOf, type Value } from '../values';
import type { Arguments } from './arguments';
import { collationOf } from './collation';
import type { Command } from './command';
import { executing, sendable } from './executing';
import { environmentOf, filterOf } from './expressions';
import { checkHint } from './hint';
import { collectionName, namespaceOf } from './names';

const EMPTY: Doc = new Map<string, Value>();

/** Manual, "find". */
export const find: Command = (call) => {
  const { args, database, state } = call;
  const collection = state.databases.collection(database, collectionName(call));
  const environment = environmentOf(args.doc('let'), state.clock, collationOf(args));
  const filter = filterOf(args.doc('filter') ?? EMPTY, environment);
  const projection = args.doc('projection');
  const sort = args.doc('sort');
  const skip = args.count('skip') ?? 0;
  const limit = args.count('limit') ?? 0;
  const batchSize = args.count('batchSize');
  const isSingle = args.flag('singleBatch');
  checkHint(collection, args.value('hint'));
  readHints(args);
  args.end();
  const order = sort && parseSort(sort, environment.collation);
  const project =
    projection && projection.size > 0
      ? parseFindProjection(projection, filter, environment)
      : undefined;
  const told = executing('Executor error during find command', () => {
    const found = collection ? Array.from(collection.find(filter), ([, each]) => each) : [];
    if (order) found.sort(order);
    const left = found.slice(skip, limit === 0 ? undefined : skip + limit);
    return project ? sendable(left.map(project)) : left;
  });
  return state.cursors.first(namespaceOf(call), told, batchSize, isSingle);
};

/** What says how to look, and changes nothing of what is found here. */
function readHints(args: Arguments): void {
  args.flag('allowDiskUse');
  args.flag('noCursorTimeout');
  for (const field of ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'oplogReplay'])
    if (args.flag(field))
      throw new CommandError(
        'BadValue',
        `'${field}' is for capped collections, which are not here`,
      );
  args.flag('allowPartialResults');
  if (args.doc('max') ?? args.doc('min'))
    throw new CommandError(
      51173,
      'When using min()/max() a hint of which index to use must be provided',
    );
}

/** Manual, "getMore". */
export const getMore: Command = ({ args, database, body, state }) => {
  const collection = args.needed('collection', args.text('collection'));
  const batchSize = args.count('batchSize') ?? Infinity;
  args.end();
  return state.cursors.next(
    `${database}.${collection}`,
    cursorID('getMore.getMore', body.get('getMore')!),
    batchSize,
  );
};

function cursorID(field: string, value: Value): bigint {
  if (typeOf(value) === 'long') return (value as Long).toBigInt();
  throw new CommandError(
    'TypeMismatch',
    `BSON field '${field}' is the wrong type '${typeOf(value)}', expected type 'long'`,
  );
}

/** Manual, "killCursors". */
export const killCursors: Command = (call) => {
  const { args, state, body, database } = call;
  // Of what listed the collections it is no collection.
  const namespace = `${database}.${String(body.get('killCursors'))}`;
  const ids = args.needed('cursors', args.list('cursors'));
  args.end();
  const [killed, notFound]: [Value[], Value[]] = [[], []];
  for (const id of ids.map((each, at) => cursorID(`killCursors.cursors.${at}`, each)))
    (state.cursors.kill(namespace, id) ? killed : notFound).push(long(id));
  return doc({
    cursorsKilled: killed,
    cursorsNotFound: notFound,
    cursorsAlive: [],
    cursorsUnknown: [],
  });
};
