import { ObjectId } from 'bson';
import { CommandError, notHere } from '../../error';
import { fieldPath, parseExpression } from '../../expression';
import type { Element } from '../../query';
import { DuplicateKeyError } from '../../storage';
import { type Doc, doc, isArray, isDoc, type Value } from '../../values';
import type { MergeTarget, MergeUpdate, StageParser } from '../stage';
import { type MergeSpec, parseMergeSpec } from './merge-spec';

const OF_SERVER: ReadonlySet<string> = new Set(['admin', 'config', 'local']);

/** A document on its way into the collection. */
interface Write {
  readonly document: Doc;
  readonly change: MergeUpdate;
}

/**
 * Writes each document into another collection, or its own (manual, "$merge"). Those that cannot be written do
 * not keep the others from it; of their errors the first is told.
 */
export const merge: StageParser = (asked, { collections, database, environment }) => {
  const spec = parseMergeSpec(asked);
  if (!environment.collation.isSimple) throw notHere('$merge with a collation');
  const target = collections.target(targetDatabase(spec, database), spec.name);
  const on = spec.on ?? ['_id'];
  checkUnique(target, on);
  const variables = [...variablesOf(spec)].map(
    ([name, value]) => [name, parseExpression(value, environment)] as const,
  );
  const writeOf = (given: Doc): Write => {
    const document = on.includes('_id') ? withID(given) : given;
    const query = new Map(on.map((field) => [field, keyIn(document, field)]));
    const constants = new Map<string, Value>();
    for (const [name, expression] of variables) {
      const value = expression(document);
      if (value !== undefined) constants.set(name, value);
    }
    const isPipeline = spec.whenMatched === 'pipeline';
    const change = {
      query,
      update: updateOf(spec, document),
      constants: isPipeline ? constants : undefined,
      isUpsert: spec.whenNotMatched === 'insert' && !isPipeline,
    };
    return { document, change };
  };
  return (docs) => {
    writeAll(docs.map(writeOf), spec, on, target);
    return [];
  };
};

function targetDatabase(spec: MergeSpec, own: string): string {
  const database = spec.database ?? own;
  if (spec.name.startsWith('system.'))
    throw new CommandError(31319, `Cannot $merge to special collection: ${spec.name}`);
  if (OF_SERVER.has(database))
    throw new CommandError(31320, `Cannot $merge to internal database: ${database}`);
  return database;
}

function checkUnique({ uniques }: MergeTarget, on: readonly string[]): void {
  if (on.length === 1 && on[0] === '_id') return;
  for (const field of on) fieldPath(field);
  const isBy = (fields: readonly string[]): boolean =>
    fields.length === on.length && on.every((field) => fields.includes(field));
  if (!uniques.some(isBy))
    throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}

/** What stages that make a matched document can name beside its fields. */
function variablesOf({ whenMatched, whenNotMatched, let: given }: MergeSpec): Doc {
  if (whenMatched !== 'pipeline') return new Map<string, Value>();
  const isNeeded = !given || whenNotMatched === 'insert';
  return new Map([...(given ?? []), ...(isNeeded ? [['new', '$$ROOT'] as const] : [])]);
}

function withID(document: Doc): Doc {
  if (document.has('_id')) return document;
  return new Map<string, Value>([['_id', new ObjectId()], ...document]);
}

/** @throws CommandError 51132, 51185 if there is nothing by which a document can be found */
function keyIn(document: Doc, field: string): Value {
  let value: Element = document;
  for (const name of fieldPath(field))
    value = value !== undefined && isDoc(value) ? value.get(name) : undefined;
  if (value !== undefined && isArray(value))
    throw new CommandError(51185, `$merge write error: 'on' field '${field}' is an array`);
  if (value === undefined || value === null)
    throw new CommandError(
      51132,
      `$merge write error: 'on' field '${field}' cannot be missing, null, undefined or an array`,
    );
  return value;
}

function updateOf({ whenMatched, pipeline }: MergeSpec, document: Doc): Value {
  switch (whenMatched) {
    case 'pipeline':
      return pipeline;
    case 'merge':
      return doc({ $set: document });
    case 'keepExisting':
      return doc({ $setOnInsert: document });
    default:
      return document;
  }
}

function writeAll(
  writes: readonly Write[],
  { whenMatched, whenNotMatched }: MergeSpec,
  on: readonly string[],
  target: MergeTarget,
): void {
  let [isOneUnmatched, failure] = [false, undefined as CommandError | undefined];
  for (const { document, change } of writes) {
    try {
      if (whenMatched === 'fail') target.insert(document);
      else if (!target.update(change)) {
        isOneUnmatched = true;
        if (whenMatched === 'pipeline' && whenNotMatched === 'insert') target.insert(document);
      }
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failure ??= error;
    }
  }
  if (failure) throw explained(failure, whenMatched, on);
  if (isOneUnmatched && whenNotMatched === 'fail')
    throw new CommandError(
      'MergeStageNoMatchingDocument',
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
}

function explained(
  error: CommandError,
  whenMatched: MergeSpec['whenMatched'],
  on: readonly string[],
): CommandError {
  if (error.codeName === 'ImmutableField')
    return error.within(
      '$merge failed to update the matching document, did you attempt to modify the _id or the shard key?',
    );
  if (!(error instanceof DuplicateKeyError)) return error;
  const { key } = error.spec;
  const isByOn = key.size === on.length && on.every((field) => key.has(field));
  return error.within(
    whenMatched === 'fail' && isByOn
      ? "$merge with whenMatched: fail found an existing document with the same values for the 'on' fields"
      : '$merge failed due to a DuplicateKey error',
  );
}
