import { UUID } from 'bson';
import type { Filter } from '../query';
import type { Doc } from '../values';
import { CollectionIndex, type IndexSpec, type RecordID } from './collection-index';

/** Documents in the order in which they came, and their indexes. */
export class Collection {
  readonly #documents = new Map<RecordID, Doc>();
  readonly #indexes: CollectionIndex[] = [];
  #last: RecordID = 0;
  /** Stays the same when it is renamed. */
  readonly uuid = new UUID();

  /** @param namespace `db.collection`, as errors name it */
  constructor(public namespace: string) {}

  get size(): number {
    return this.#documents.size;
  }

  /** All of them, in their order. */
  get documents(): Doc[] {
    return [...this.#documents.values()];
  }

  get indexes(): readonly IndexSpec[] {
    return this.#indexes.map(({ spec }) => spec);
  }

  /** @throws DuplicateKeyError; nothing is stored then */
  insert(doc: Doc): void {
    const entries = this.#indexes.map((index) => index.check(doc));
    const record = ++this.#last;
    this.#documents.set(record, doc);
    this.#indexes.forEach((index, at) => index.add(record, entries[at]!));
  }

  /** @throws DuplicateKeyError; the document stays as it was then */
  replace(record: RecordID, doc: Doc): void {
    const before = this.#documents.get(record)!;
    const entries = this.#indexes.map((index) => index.check(doc, record));
    this.#documents.set(record, doc);
    this.#indexes.forEach((index, at) => {
      index.remove(record, before);
      index.add(record, entries[at]!);
    });
  }

  /** Puts `docs` in the place of all that is here. @throws DuplicateKeyError; all stays as it was then */
  replaceAll(docs: readonly Doc[]): void {
    const next = new Collection(this.namespace);
    next.createIndexes(this.indexes);
    for (const doc of docs) next.insert(doc);
    for (const record of this.#documents.keys()) this.remove(record);
    for (const doc of docs) this.insert(doc);
  }

  remove(record: RecordID): void {
    const doc = this.#documents.get(record)!;
    for (const index of this.#indexes) index.remove(record, doc);
    this.#documents.delete(record);
  }

  /** Another one with the same documents and indexes: what is done to one is not done to the other. */
  copy(): Collection {
    const copy = new Collection(this.namespace);
    for (const [record, doc] of this.#documents) copy.#documents.set(record, doc);
    copy.#last = this.#last;
    copy.createIndexes(this.indexes);
    return copy;
  }

  /** The documents that `filter` matches, in their order, as they are while they are asked for. */
  *find(filter: Filter): Generator<[RecordID, Doc]> {
    for (const [record, doc] of this.#candidates(filter))
      if (filter.matches(doc)) yield [record, doc];
  }

  /** @throws DuplicateKeyError if documents that are here stand against one; none is made then */
  createIndexes(specs: readonly IndexSpec[]): void {
    const made = specs.map((spec) => new CollectionIndex(spec, this));
    for (const [record, doc] of this.#documents)
      for (const index of made) index.add(record, index.check(doc));
    this.#indexes.push(...made);
  }

  /** @param name of one that is here */
  dropIndex(name: string): void {
    const at = this.#indexes.findIndex(({ spec }) => spec.name === name);
    this.#indexes.splice(at, 1);
  }

  /** All, or those that an index finds. */
  *#candidates({ equalities }: Filter): Generator<[RecordID, Doc]> {
    const found = this.#indexes
      .map((index) => index.candidates(equalities))
      .filter((records) => records !== undefined)
      .sort((one, other) => one.size - other.size)[0];
    if (!found) return yield* this.#documents;
    for (const record of [...found].sort((one, other) => one - other))
      yield [record, this.#documents.get(record)!];
  }
}
