import { CommandError } from '../error';
import { parseFilter } from '../query';
import { checkDatabase, type Collection } from '../storage';
import { type Doc, doc, double, encode, int, isNumeric, long, toNumber } from '../values';
import type { Call, Command, Commands } from './command';
import { expressions } from './expressions';
import { adminOnly, collectionName, namespaceOf } from './names';

const MIB = 1024 * 1024;

/** Manual, "dropDatabase". */
const dropDatabase: Command = ({ args, body, database, state }) => {
  const value = body.get('dropDatabase')!;
  args.end();
  if (!isNumeric(value) || toNumber(value) !== 1)
    throw new CommandError(5255100, "Have to pass 1 as 'dropDatabase' parameter");
  checkDatabase(database);
  if (database === 'admin')
    throw new CommandError('IllegalOperation', "Dropping the 'admin' database is prohibited.");
  return doc({ dropped: state.databases.dropDatabase(database) ? database : undefined });
};

/** Manual, "listDatabases": those that have a collection. */
const listDatabases: Command = (call) => {
  const { args, state } = call;
  adminOnly(call);
  const filter = args.doc('filter');
  const isNameOnly = args.flag('nameOnly');
  args.flag('authorizedDatabases');
  args.end();
  const told = [...state.databases.names].sort().map((name) => {
    const size = sum(collectionsOf(call, name), bytesOf);
    return doc({ name, sizeOnDisk: long(size), empty: size === 0 });
  });
  const wanted = filter && parseFilter(filter, expressions(undefined, state.clock));
  const found = wanted ? told.filter((each) => wanted.matches(each)) : told;
  if (isNameOnly) return doc({ databases: found.map((each) => doc({ name: each.get('name')! })) });
  const total = sum(found, (each) => Number(each.get('sizeOnDisk')));
  return doc({
    databases: found,
    totalSize: long(total),
    totalSizeMb: long(Math.floor(total / MIB)),
  });
};

/** Manual, "dbStats": sizes are those of the documents as BSON. */
const dbStats: Command = (call) => {
  const { args, database } = call;
  const scale = scaleOf(call);
  args.flag('freeStorage');
  args.end();
  const all = collectionsOf(call, database);
  const [objects, size] = [sum(all, (each) => each.size), sum(all, bytesOf)];
  return doc({
    db: database,
    collections: long(all.length),
    views: long(0),
    objects: long(objects),
    avgObjSize: double(objects === 0 ? 0 : size / objects),
    dataSize: double(size / scale),
    storageSize: double(size / scale),
    indexes: long(sum(all, (each) => each.indexes.length)),
    indexSize: double(0),
    totalSize: double(size / scale),
    scaleFactor: double(scale),
  });
};

/** Manual, "collStats"; also of a collection that is not there. */
const collStats: Command = (call) => {
  const { args, database, state } = call;
  const scale = scaleOf(call);
  args.end();
  const collection = state.databases.collection(database, collectionName(call));
  const [count, size] = collection ? [collection.size, bytesOf(collection)] : [0, 0];
  const specs = collection?.indexes ?? [];
  return doc({
    ns: namespaceOf(call),
    size: int(Math.floor(size / scale)),
    count: int(count),
    avgObjSize: count === 0 ? undefined : int(Math.floor(size / count)),
    storageSize: int(Math.floor(size / scale)),
    capped: false,
    nindexes: int(specs.length),
    indexBuilds: [],
    totalIndexSize: int(0),
    totalSize: int(Math.floor(size / scale)),
    indexSizes: new Map(specs.map(({ name }) => [name, int(0)])),
    scaleFactor: int(scale),
  });
};

function scaleOf({ args }: Call): number {
  const scale = args.integer('scale') ?? 1;
  if (scale >= 1) return scale;
  throw new CommandError(51024, `BSON field 'scale' value must be >= 1, actual value '${scale}'`);
}

function collectionsOf({ state }: Call, database: string): Collection[] {
  return [...state.databases.collections(database).values()];
}

/** Of all documents, as BSON. */
function bytesOf(collection: Collection): number {
  return sum([...collection.documents], (each: Doc) => encode(each).length);
}

function sum<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}

export const databases: Commands = {
  dropDatabase,
  listDatabases,
  dbStats,
  dbstats: dbStats,
  collStats,
  collstats: collStats,
};
