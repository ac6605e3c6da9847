import { CommandError } from '../error';
import type { Filter } from '../query';
import { type Doc, isArray, shown, type Value } from '../values';
import { type Entry, entriesOf, entry } from './entries';

/** Where a document stands in its collection; it keeps its place when it is changed. */
export type RecordID = number;

/** How an index is asked for (manual, "createIndexes"). */
export interface IndexSpec {
  readonly name: string;
  /** Its fields in their order, each with 1 or -1, or what else a mongod knows. */
  readonly key: Doc;
  readonly isUnique: boolean;
  /** Without documents that have none of the fields. */
  readonly isSparse: boolean;
  /** Only with documents that it matches. */
  readonly partial: Filter | undefined;
  /** Documents go so long after the date in its field; undefined: never. */
  readonly expireAfterSeconds: number | undefined;
  /** The specification as listIndexes tells it. */
  readonly told: Doc;
}

/** E11000: the collection's own error, with what the drivers read from it. */
export class DuplicateKeyError extends CommandError {
  constructor(
    namespace: string,
    readonly spec: IndexSpec,
    readonly keyValue: Doc,
  ) {
    super(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: ${shown(keyValue)}`,
    );
  }
}

/** Which records have which values. Never ordered: a sort sorts. */
export class CollectionIndex {
  readonly #paths: readonly (readonly string[])[];
  readonly #canTell: boolean;
  readonly #records = new Map<string, Set<RecordID>>();

  constructor(
    readonly spec: IndexSpec,
    private readonly collection: { readonly namespace: string },
  ) {
    this.#paths = [...spec.key.keys()].map((path) => path.split('.'));
    // A filter takes a number in a path for a place in an array, an index for a name.
    this.#canTell = !spec.partial && !this.#paths.flat().some((part) => /^\d+$/.test(part));
  }

  /**
   * The entries that `doc` is to have, to be given to `add`.
   *
   * @param own the record that it replaces, if any
   * @throws DuplicateKeyError if another record has one of them and the index is unique
   */
  check(doc: Doc, own?: RecordID): readonly Entry[] {
    const entries = this.#entries(doc);
    if (!this.spec.isUnique) return entries;
    for (const { key, values } of entries)
      for (const other of this.#records.get(key) ?? [])
        if (other !== own) throw this.#duplicate(values);
    return entries;
  }

  add(record: RecordID, entries: readonly Entry[]): void {
    for (const { key } of entries) {
      const records = this.#records.get(key);
      if (records) records.add(record);
      else this.#records.set(key, new Set([record]));
    }
  }

  remove(record: RecordID, doc: Doc): void {
    for (const { key } of this.#entries(doc)) {
      const records = this.#records.get(key);
      records?.delete(record);
      if (records?.size === 0) this.#records.delete(key);
    }
  }

  /**
   * The records that can match a filter which wants its fields to have these values.
   *
   * @returns undefined if the index cannot tell: it has not all documents, or not by such values
   */
  candidates(equalities: ReadonlyMap<string, Value>): ReadonlySet<RecordID> | undefined {
    const { key, isSparse } = this.spec;
    if (!this.#canTell) return undefined;
    const values: Value[] = [];
    for (const path of key.keys()) {
      const value = equalities.get(path);
      // An array is in it by its elements, and a sparse index has no document for null.
      if (value === undefined || isArray(value) || (isSparse && value === null)) return undefined;
      values.push(value);
    }
    return this.#records.get(entry(values).key) ?? new Set();
  }

  #entries(doc: Doc): readonly Entry[] {
    const { partial, isSparse } = this.spec;
    if (partial && !partial.matches(doc)) return [];
    const entries = entriesOf(doc, this.#paths);
    if (entries) return entries;
    return isSparse ? [] : [entry(this.#paths.map(() => null))];
  }

  #duplicate(values: readonly Value[]): DuplicateKeyError {
    const fields = [...this.spec.key.keys()].map((path, at) => [path, values[at]!] as const);
    return new DuplicateKeyError(this.collection.namespace, this.spec, new Map(fields));
  }
}
