import { CommandError } from '../error';
import { type Filter, type Order, parseSort } from '../query';
import type { Collection, RecordID } from '../storage';
import { type Collation, type Doc, doc, int, isArray, isDoc, type Value } from '../values';
import type { Arguments } from './arguments';
import { Change } from './change';
import { collationOf } from './collation';
import type { Call, Command, Commands } from './command';
import { environmentOf, filterOf } from './expressions';
import { checkHint } from './hint';
import { collectionName } from './names';
import { answerFields } from './update-ports';

interface Request {
  readonly query: Doc;
  readonly order: Order | undefined;
  readonly isRemoval: boolean;
  readonly update: Value | undefined;
  readonly isUpsert: boolean;
  /** The answer is the document as it is afterwards. */
  readonly isNew: boolean;
  readonly arrayFilters: readonly Doc[] | undefined;
  readonly variables: Doc | undefined;
  /** What of the document is answered. */
  readonly fields: Doc | undefined;
  readonly hint: Value | undefined;
  readonly collation: Collation;
}

/** Manual, "findAndModify". */
const run: Command = (call) => {
  const name = collectionName(call);
  const request = requestOf(call.args);
  checkRequest(request);
  checkHint(call.state.databases.collection(call.database, name), request.hint);
  return request.update === undefined
    ? removed(call, name, request)
    : updated(call, name, request, request.update);
};

export const findAndModify: Commands = { findAndModify: run, findandmodify: run };

function requestOf(args: Arguments): Request {
  const sort = args.doc('sort');
  const collation = collationOf(args);
  const request = {
    query: args.doc('query') ?? new Map<string, Value>(),
    order: sort && parseSort(sort, collation),
    isRemoval: args.flag('remove'),
    update: args.value('update'),
    isUpsert: args.flag('upsert'),
    isNew: args.flag('new'),
    arrayFilters: args.docs('arrayFilters'),
    variables: args.doc('let'),
    fields: args.doc('fields'),
    hint: args.value('hint'),
    collation,
  };
  args.flag('bypassDocumentValidation');
  args.end();
  return request;
}

function checkRequest({ isRemoval, update, isUpsert, isNew, arrayFilters }: Request): void {
  const wrong = isRemoval
    ? [
        update !== undefined && 'Cannot specify both an update and remove=true',
        isUpsert && 'Cannot specify both upsert=true and remove=true ',
        isNew &&
          "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
        arrayFilters && 'Cannot specify arrayFilters and remove=true',
      ]
    : [
        update === undefined && 'Either an update or remove=true must be specified',
        !isDoc(update!) &&
          !isArray(update!) &&
          'Update argument must be either an object or an array',
        isArray(update!) && arrayFilters && 'Cannot specify arrayFilters and a pipeline update',
      ];
  const [first] = wrong.filter((text) => typeof text === 'string');
  if (first !== undefined) throw new CommandError('FailedToParse', first);
}

function removed({ database, state }: Call, name: string, request: Request): Doc {
  const environment = environmentOf(request.variables, state.clock, request.collation);
  const filter = filterOf(request.query, environment);
  const answered = answerFields(request.fields, false, filter, environment);
  const collection = state.databases.collection(database, name);
  const found = collection && firstOf(collection, filter, request.order);
  if (found) collection.remove(found[0]);
  return doc({
    lastErrorObject: doc({ n: int(found ? 1 : 0) }),
    value: found ? executed(() => answered(found[1])) : null,
  });
}

function updated({ database, state }: Call, name: string, request: Request, update: Value): Doc {
  const { isUpsert, isNew, fields, order, variables } = request;
  const change = new Change({ ...request, update, constants: undefined, isMulti: false }, state);
  const environment = environmentOf(variables, state.clock, request.collation);
  const answered = answerFields(fields, isNew, change.filter, environment);
  const collection = state.databases.collection(database, name);
  const found = collection && firstOf(collection, change.filter, order);
  if (found) {
    const [record, before] = found;
    const after = executed(() => change.apply(collection, record, before));
    return doc({
      lastErrorObject: doc({ n: int(1), updatedExisting: true }),
      value: executed(() => answered(isNew ? after : before)),
    });
  }
  const inserted = isUpsert
    ? executed(() => change.insert(state.databases.made(database, name)))
    : undefined;
  return doc({
    lastErrorObject: doc({
      n: int(inserted ? 1 : 0),
      updatedExisting: false,
      upserted: inserted?.get('_id'),
    }),
    value: inserted && isNew ? executed(() => answered(inserted)) : null,
  });
}

/** The first that matches, in the order of the collection or in `order`. */
function firstOf(
  collection: Collection,
  filter: Filter,
  order: Order | undefined,
): [RecordID, Doc] | undefined {
  const matching = collection.find(filter);
  if (order) return [...matching].sort(([, one], [, other]) => order(one, other))[0];
  for (const found of matching) return found;
  return undefined;
}

/** What goes wrong with a document, and not with the request, is told so. */
function executed<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof CommandError)
      throw error.within('Plan executor error during findAndModify');
    throw error;
  }
}
