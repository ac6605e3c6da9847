import { brokenSubdomain } from '../names';
import type { FieldErrors } from '../field-errors';
import type { KubeObject, NewObject } from '../objects';

/** A column of `kubectl get`. */
export interface Column<T extends KubeObject = KubeObject> {
  readonly name: string;
  /** Only `-o wide` shows it. */
  readonly wide?: boolean;
  /** `string` unless given. */
  readonly type?: 'integer';
  /** @param now in milliseconds since the Unix epoch */
  cell(object: T, now: number): string | number;
}

/** One kind of objects, as the API has it. */
export interface Resource<T extends KubeObject = KubeObject> {
  /** Empty: the core, which has a path of its own. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly isNamespaced: boolean;
  /** What `kubectl get all` shows. */
  readonly isInAll: boolean;
  readonly subresources: readonly string[];
  readonly columns: readonly Column<T>[];
  /** What a field selector may ask for, beside name and namespace. */
  readonly fields: readonly string[];
  /** True: it counts how often it was changed. */
  readonly hasGeneration: boolean;
  /** What is counted, as soon as it is different. */
  counted(object: T): unknown;
  /** True: who deletes one is shown it. */
  readonly showsDeleted: boolean;
  /** What is wrong with a name; nothing, if it can be one. */
  brokenName(name: string): readonly string[];
  /** Adds to a new or changed object what everybody may leave out, and tells what cannot be. */
  complete(object: NewObject<T>, errors: FieldErrors): void;
  /** Gives a new object what no other may have. */
  allocate(object: NewObject<T>, others: readonly T[]): void;
  /** Leaves in a changed object what nobody has to repeat. */
  keep(object: T, before: T): void;
  /** Tells what may not be changed. */
  compare(object: T, before: T, errors: FieldErrors): void;
}

export function column<T extends KubeObject>(
  name: string,
  cell: Column<T>['cell'],
  wide = false,
): Column<T> {
  return { name, wide, cell };
}

/** `apps/v1`, or `v1` for the core. */
export function apiVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

type Defaulted =
  | 'subresources'
  | 'fields'
  | 'isInAll'
  | 'isNamespaced'
  | 'complete'
  | 'brokenName'
  | 'hasGeneration'
  | 'counted'
  | 'showsDeleted'
  | 'allocate'
  | 'keep'
  | 'compare';

/** What most kinds have in common. */
export function resource<T extends KubeObject>(
  own: Omit<Resource<T>, Defaulted | 'singular'> & Partial<Pick<Resource<T>, Defaulted>>,
): Resource<T> {
  return {
    singular: own.kind.toLowerCase(),
    subresources: [],
    fields: [],
    isInAll: false,
    isNamespaced: true,
    brokenName: brokenSubdomain,
    hasGeneration: true,
    counted: (object) => (object as { spec?: unknown }).spec,
    showsDeleted: false,
    complete: () => undefined,
    allocate: () => undefined,
    keep: () => undefined,
    compare: () => undefined,
    ...own,
  };
}

/** A column of whole numbers. */
export function counts<T extends KubeObject>(name: string, cell: (object: T) => number): Column<T> {
  return { name, type: 'integer', cell };
}
