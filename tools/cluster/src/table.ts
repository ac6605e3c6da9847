import type { KubeObject } from './objects';
import type { Resource } from './resources/resource';

/** How much of an object goes with its row: `includeObject` of the request. */
export type IncludeObject = 'Metadata' | 'Object' | 'None';

/** What kubectl prints: the server makes the cells, and says which of them only `-o wide` shows. */
export function tableOf(
  resource: Resource,
  objects: readonly KubeObject[],
  version: string,
  now: number,
  include: IncludeObject,
): KubeTable {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: version },
    columnDefinitions: resource.columns.map(({ name, wide, type = 'string' }) => ({
      name,
      type,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: wide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: resource.columns.map((column) => column.cell(object, now)),
      object: include === 'None' ? null : include === 'Object' ? object : partial(object),
    })),
  };
}

export interface KubeTable {
  readonly kind: 'Table';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: { readonly resourceVersion: string };
  readonly columnDefinitions: readonly unknown[];
  readonly rows: readonly unknown[];
}

/** An object, and nothing of it but its metadata. */
export function partial({ metadata }: KubeObject): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}
