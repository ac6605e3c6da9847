import type { KubeObject } from '../objects';
import { apiVersionOf, type Resource } from '../resources/resource';
import { fieldSelector, labelSelector, type Matches } from '../selector';
import { type IncludeObject, tableOf } from '../table';
import type { Call } from './call';
import type { Route } from './route';

const FIELDS_OF_ALL = ['metadata.name', 'metadata.namespace'];

/** Which objects a request wants. @throws StatusError if it cannot be read */
export function selected({ query }: Call, { resource, namespace, name }: Route): Matches {
  const byLabel = labelSelector(query.get('labelSelector') ?? '');
  const known = [...FIELDS_OF_ALL, ...resource.fields];
  const byField = fieldSelector(query.get('fieldSelector') ?? '', known);
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    byLabel(object) &&
    byField(object);
}

/** True if the answer is to be what kubectl prints. */
export function wantsTable({ request }: Call): boolean {
  return /;\s*as=Table\s*;/.test(`${request.headers.accept ?? ''};`);
}

/** One object, as an answer or as part of what is watched. */
export function shownAlone(
  call: Call,
  { resource }: Route,
  object: KubeObject,
  now: number,
): unknown {
  if (!wantsTable(call)) return object;
  return tableOf(resource, [object], object.metadata.resourceVersion, now, include(call));
}

export function shownAsList(
  call: Call,
  { resource }: Route,
  objects: readonly KubeObject[],
  version: number,
  now: number,
): unknown {
  if (wantsTable(call)) return tableOf(resource, objects, String(version), now, include(call));
  return listOf(resource, objects, version);
}

/** An object in a list does not say of what kind it is: the list does. */
function listOf(resource: Resource, objects: readonly KubeObject[], version: number): unknown {
  return {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata: { resourceVersion: String(version) },
    items: objects.map((object) => ({ ...object, kind: undefined, apiVersion: undefined })),
  };
}

function include({ query }: Call): IncludeObject {
  const given = query.get('includeObject');
  return given === 'Object' || given === 'None' ? given : 'Metadata';
}
