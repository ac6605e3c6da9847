import { doc, int } from '../values';
import { Collection } from './collection';
import type { IndexSpec } from './collection-index';
import { checkCollection, checkDatabase } from './namespace';

/** The index that each collection has from the start. */
const ID_INDEX: IndexSpec = {
  name: '_id_',
  key: doc({ _id: int(1) }),
  isUnique: true,
  isSparse: false,
  partial: undefined,
  expireAfterSeconds: undefined,
  told: doc({ v: int(2), key: doc({ _id: int(1) }), name: '_id_' }),
};

/** Which collection of which database. */
export interface Name {
  readonly database: string;
  readonly name: string;
}

/** All databases and their collections, which are there from the first write on. */
export class Databases {
  #databases = new Map<string, Map<string, Collection>>();

  /** The names of those that have a collection. */
  get names(): string[] {
    return [...this.#databases.keys()];
  }

  /** The collections of a database by their names. */
  collections(database: string): ReadonlyMap<string, Collection> {
    return this.#databases.get(database) ?? new Map<string, Collection>();
  }

  collection(database: string, name: string): Collection | undefined {
    return this.#databases.get(database)?.get(name);
  }

  /** The collection; made, if it is not there. @throws CommandError 73 if its name is none */
  made(database: string, name: string): Collection {
    const there = this.collection(database, name);
    if (there) return there;
    checkDatabase(database);
    checkCollection(database, name);
    const made = new Collection(`${database}.${name}`);
    made.createIndexes([ID_INDEX]);
    this.#put(database, name, made);
    return made;
  }

  /** Moves one that is there to a name that is free. @throws CommandError 73 if that is none */
  rename(from: Name, to: Name): void {
    checkDatabase(to.database);
    checkCollection(to.database, to.name);
    const moved = this.collection(from.database, from.name)!;
    this.drop(from.database, from.name);
    moved.namespace = `${to.database}.${to.name}`;
    this.#put(to.database, to.name, moved);
  }

  /** @returns whether it was there */
  drop(database: string, name: string): boolean {
    const collections = this.#databases.get(database);
    const wasThere = collections?.delete(name) ?? false;
    if (collections?.size === 0) this.#databases.delete(database);
    return wasThere;
  }

  /** @returns whether it was there */
  dropDatabase(database: string): boolean {
    return this.#databases.delete(database);
  }

  /** @returns a function that puts back what stands here now, as often as it is called */
  keep(): () => void {
    const kept = copyOf(this.#databases);
    return () => void (this.#databases = copyOf(kept));
  }

  #put(database: string, name: string, collection: Collection): void {
    const collections = this.#databases.get(database) ?? new Map<string, Collection>();
    this.#databases.set(database, collections.set(name, collection));
  }
}

function copyOf(
  databases: ReadonlyMap<string, ReadonlyMap<string, Collection>>,
): Map<string, Map<string, Collection>> {
  const entries = Array.from(databases, ([database, collections]) => {
    const copies = Array.from(collections, ([name, each]) => [name, each.copy()] as const);
    return [database, new Map(copies)] as const;
  });
  return new Map(entries);
}
