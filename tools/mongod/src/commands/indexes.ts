import { randomUUID } from 'node:crypto';
import { CommandError } from '../error';
import { type Collection, type IndexSpec } from '../storage';
import { type Doc, doc, equal, int, isArray, isDoc, shown, type Value } from '../values';
import type { Command, Commands } from './command';
import { isThere, specText } from './index-conflict';
import { parseIndexSpec } from './index-spec';
import { cursorBatch } from './list-cursor';
import { collectionName, namespaceOf } from './names';

const MOST_INDEXES = 64;

/** Manual, "createIndexes": all of them are made, or none. */
const createIndexes: Command = (call) => {
  const { args, database, state } = call;
  const name = collectionName(call);
  const asked = args.needed('indexes', args.docs('indexes')).map(parseIndexSpec);
  args.value('commitQuorum');
  args.flag('ignoreUnknownIndexOptions');
  args.end();
  if (asked.length === 0)
    throw new CommandError('BadValue', 'Must specify at least one index to create');
  const isNew = !state.databases.collection(database, name);
  const collection = state.databases.made(database, name);
  const before = collection.indexes;
  const made = newOnes(collection, asked);
  build(collection, made);
  if (made.some(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)) state.expiry.watch();
  const areAllThere = made.length === 0 && !isNew;
  return doc({
    numIndexesBefore: int(before.length),
    numIndexesAfter: int(collection.indexes.length),
    createdCollectionAutomatically: areAllThere ? undefined : isNew,
    note: noteOf(asked.length, made.length),
  });
};

function newOnes(collection: Collection, asked: readonly IndexSpec[]): IndexSpec[] {
  const all = [...collection.indexes];
  const made = asked.filter((spec) => {
    if (isThere(spec, all)) return false;
    all.push(spec);
    return true;
  });
  if (all.length > MOST_INDEXES && made.length > 0)
    throw new CommandError(
      'CannotCreateIndex',
      `add index fails, too many indexes for ${collection.namespace} key:${shown(made.at(-1)!.key)}`,
    );
  return made;
}

/** A duplicate among the documents is told with whose index could not be built. */
function build(collection: Collection, specs: readonly IndexSpec[]): void {
  try {
    collection.createIndexes(specs);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { namespace, uuid } = collection;
    throw error.within(
      `Index build failed: ${randomUUID()}: Collection ${namespace} ( ${uuid.toString()} )`,
    );
  }
}

function noteOf(asked: number, made: number): string | undefined {
  if (made === asked) return undefined;
  return made === 0 ? 'all indexes already exist' : 'index already exists';
}

/** Manual, "dropIndexes". */
const dropIndexes: Command = (call) => {
  const { args, database, state } = call;
  const collection = state.databases.collection(database, collectionName(call));
  const index = args.needed('index', args.value('index'));
  args.end();
  if (!collection) throw new CommandError('NamespaceNotFound', `ns not found ${namespaceOf(call)}`);
  const before = collection.indexes.length;
  const names = namesOf(collection, index);
  for (const name of names) collection.dropIndex(name);
  return doc({
    nIndexesWas: int(before),
    msg: index === '*' ? 'non-_id indexes dropped for collection' : undefined,
  });
};

/** @throws CommandError if one of them is not there, or is the one by `_id`: then none is to go */
function namesOf(collection: Collection, index: Value): ReadonlySet<string> {
  const all = collection.indexes.map(({ name }) => name);
  if (index === '*') return new Set(all.filter((name) => name !== '_id_'));
  const names = isDoc(index) ? [nameByKey(collection, index)] : isArray(index) ? index : [index];
  for (const name of names) {
    if (typeof name !== 'string')
      throw new CommandError(
        'TypeMismatch',
        `dropIndexes ${collection.namespace} failed to drop multiple indexes ${shown(index)}: index name must be a string`,
      );
    if (name === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
    if (!all.includes(name))
      throw new CommandError('IndexNotFound', `index not found with name [${name}]`);
  }
  return new Set(names as readonly string[]);
}

function nameByKey(collection: Collection, key: Doc): string {
  const found = collection.indexes.filter((spec) => equal(spec.key, key));
  const [first, second] = found;
  if (!first) throw new CommandError('IndexNotFound', `can't find index with key: ${shown(key)}`);
  if (second)
    throw new CommandError(
      'AmbiguousIndexKeyPattern',
      `${found.length} indexes found for key: ${shown(key)}, identify by name instead. Conflicting indexes: ${specText(first)}, ${specText(second)}`,
    );
  return first.name;
}

/** Manual, "listIndexes". */
const listIndexes: Command = (call) => {
  const { args, database, state } = call;
  const namespace = namespaceOf(call);
  const batchSize = cursorBatch(args);
  args.end();
  const collection = state.databases.collection(database, collectionName(call));
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespace}`);
  const told = collection.indexes.map((spec) => spec.told);
  return state.cursors.first(namespace, told, batchSize);
};

export const indexes: Commands = {
  createIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes,
};
