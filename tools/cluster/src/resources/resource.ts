import type { KubeObject, NewObject } from '../objects';

/** A column of `kubectl get`. */
export interface Column<T extends KubeObject = KubeObject> {
  readonly name: string;
  /** Only `-o wide` shows it. */
  readonly wide?: boolean;
  /** @param now in milliseconds since the Unix epoch */
  cell(object: T, now: number): string;
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
  /** False: only the cluster itself makes them. */
  readonly isWritable: boolean;
  /** What `kubectl get all` shows. */
  readonly isInAll: boolean;
  readonly subresources: readonly string[];
  readonly columns: readonly Column<T>[];
  /** What a field selector may ask for, beside name and namespace. */
  readonly fields: readonly string[];
  /**
   * Adds to a new or changed object what everybody may leave out.
   *
   * @throws StatusError if it cannot be
   */
  complete(object: NewObject<T>): void;
}

export function column<T extends KubeObject>(
  name: string,
  cell: (object: T, now: number) => string,
  wide = false,
): Column<T> {
  return { name, wide, cell };
}

/** `apps/v1`, or `v1` for the core. */
export function apiVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

type Defaulted = 'subresources' | 'fields' | 'isInAll' | 'isWritable' | 'isNamespaced' | 'complete';

/** What most kinds have in common. */
export function resource<T extends KubeObject>(
  own: Omit<Resource<T>, Defaulted | 'singular'> & Partial<Pick<Resource<T>, Defaulted>>,
): Resource<T> {
  return {
    singular: own.kind.toLowerCase(),
    subresources: [],
    fields: [],
    isInAll: false,
    isWritable: true,
    isNamespaced: true,
    complete: () => undefined,
    ...own,
  };
}
