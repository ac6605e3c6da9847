import { CommandError } from '../error';
import { parseFilter } from '../query';
import { checkCollection, checkDatabase, type Collection, type Name } from '../storage';
import { type Doc, doc, int, type Value } from '../values';
import type { Command, Commands } from './command';
import { create } from './create';
import { expressions } from './expressions';
import { cursorBatch } from './list-cursor';
import { adminOnly, collectionName, namespaceOf } from './names';

/** Manual, "drop": since 7.0 also what is not there. */
const drop: Command = (call) => {
  const { args, database, state } = call;
  const name = collectionName(call);
  args.end();
  const collection = state.databases.collection(database, name);
  if (!collection) return doc({});
  const before = collection.indexes.length;
  state.databases.drop(database, name);
  return doc({ nIndexesWas: int(before), ns: namespaceOf(call) });
};

/** Manual, "renameCollection": also into another database. */
const renameCollection: Command = (call) => {
  const { args, body, state } = call;
  adminOnly(call);
  const from = nameIn(body.get('renameCollection'), 'source');
  const to = nameIn(args.needed('to', args.text('to')), 'target');
  const isDropped = args.flag('dropTarget');
  args.flag('stayTemp');
  args.end();
  if (from.database === to.database && from.name === to.name)
    throw new CommandError('IllegalOperation', "Can't rename a collection to itself");
  const { databases } = state;
  if (!databases.collection(from.database, from.name))
    throw new CommandError(
      'NamespaceNotFound',
      `Source collection ${from.database}.${from.name} does not exist`,
    );
  if (databases.collection(to.database, to.name) && !isDropped)
    throw new CommandError('NamespaceExists', 'target namespace exists');
  databases.drop(to.database, to.name);
  databases.rename(from, to);
  return doc({});
};

/** @throws CommandError 73 if it is not `database.collection` */
function nameIn(namespace: Value | undefined, which: 'source' | 'target'): Name {
  const [database, ...rest] = typeof namespace === 'string' ? namespace.split('.') : [''];
  const name = rest.join('.');
  if (database === '' || name === '')
    throw new CommandError('InvalidNamespace', `Invalid ${which} namespace: ${String(namespace)}`);
  checkDatabase(database!);
  checkCollection(database!, name);
  return { database: database!, name };
}

/** Manual, "listCollections". */
const listCollections: Command = ({ args, database, state }) => {
  const filter = args.doc('filter');
  const isNameOnly = args.flag('nameOnly');
  args.flag('authorizedCollections');
  const batchSize = cursorBatch(args);
  args.end();
  const told = Array.from(state.databases.collections(database), ([name, collection]) =>
    doc({ name, type: 'collection', ...(isNameOnly ? {} : detailsOf(collection)) }),
  );
  const wanted = filter && parseFilter(filter, expressions(undefined, state.clock));
  const found = wanted ? told.filter((each) => wanted.matches(each)) : told;
  return state.cursors.first(`${database}.$cmd.listCollections`, found, batchSize);
};

function detailsOf(collection: Collection): Record<string, Doc> {
  return {
    options: doc({}),
    info: doc({ readOnly: false, uuid: collection.uuid }),
    idIndex: collection.indexes[0]!.told,
  };
}

export const collections: Commands = { create, drop, renameCollection, listCollections };
