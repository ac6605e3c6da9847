import { CommandError } from '../error';
import { type Doc, isArray, isDoc, type Value } from '../values';
import { Arguments } from './arguments';
import { change, type ChangeRequest } from './change';
import { collationOf } from './collation';
import type { Command } from './command';
import { checkHint } from './hint';
import { collectionName } from './names';
import { writeEach, type Written } from './writes';

interface UpdateRequest extends ChangeRequest {
  readonly hint: Value | undefined;
}

/** Manual, "update". */
export const update: Command = (call) => {
  const { args, database, state } = call;
  const name = collectionName(call);
  const updates = args.needed('updates', args.docs('updates'));
  const isOrdered = args.flag('ordered', true);
  args.flag('bypassDocumentValidation');
  const variables = args.doc('let');
  args.end();
  const requests = updates.map((each) => requestOf(each, variables));
  const run = (request: UpdateRequest): Written => {
    checkHint(state.databases.collection(database, name), request.hint);
    return change(state, database, name, request);
  };
  return writeEach(requests, isOrdered, run, true);
};

function requestOf(statement: Doc, variables: Doc | undefined): UpdateRequest {
  const own = new Arguments('update.updates', statement);
  const query = own.needed('q', own.doc('q'));
  const request = {
    query,
    update: updateIn(own, 'u')!,
    constants: own.doc('c'),
    arrayFilters: own.docs('arrayFilters'),
    isMulti: own.flag('multi'),
    isUpsert: own.flag('upsert'),
    variables,
    hint: own.value('hint'),
    collation: collationOf(own),
  };
  own.end();
  return request;
}

function updateIn(args: Arguments, field: string): Value {
  const value = args.needed(field, args.value(field));
  if (isDoc(value) || isArray(value)) return value;
  throw new CommandError('FailedToParse', 'Update argument must be either an object or an array');
}
