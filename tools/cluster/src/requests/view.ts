import type { KubeObject } from '../objects';
import { apiVersionOf } from '../resources/resource';
import { fieldSelector } from '../selectors/field-selector';
import { labelSelector } from '../selectors/label-selector';
import type { Matches } from '../selectors/matches';
import { badRequest } from '../status';
import { type IncludeObject, partial, tableOf } from '../table';
import type { Call } from './call';
import { pageOf } from './page';
import type { Route } from './route';

/** Which objects a request wants. @throws StatusError if it cannot be read */
export function selected({ query }: Call, { resource, namespace, name }: Route): Matches {
  const byLabel = labelSelector(query.get('labelSelector') ?? '');
  const byField = fieldSelector(query.get('fieldSelector') ?? '', resource.fields);
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    byLabel(object) &&
    byField(object);
}

/** What objects are to be shown as: `Table` is what kubectl prints. */
function shape({ request }: Call): string | undefined {
  return /;\s*as=(Table|PartialObjectMetadata)(?:List)?\s*[;,]/.exec(
    `${request.headers.accept};`,
  )?.[1];
}

/** One object, as an answer or as part of what is watched. */
export function shownAlone(
  call: Call,
  { resource }: Route,
  object: KubeObject,
  now: number,
): unknown {
  const as = shape(call);
  if (as === 'PartialObjectMetadata') return partial(object);
  if (as === undefined) return object;
  return tableOf(resource, [object], object.metadata.resourceVersion, now, include(call));
}

/** A page of a list, if the request wants no more. @throws StatusError */
export function shownAsList(
  call: Call,
  { resource }: Route,
  objects: readonly KubeObject[],
  version: number,
  now: number,
): unknown {
  const [page, metadata] = pageOf(call, objects, version);
  const as = shape(call);
  if (as === 'Table') {
    const table = tableOf(resource, page, String(version), now, include(call));
    return { ...table, metadata };
  }
  const isPartial = as === 'PartialObjectMetadata';
  return {
    kind: isPartial ? 'PartialObjectMetadataList' : `${resource.kind}List`,
    apiVersion: isPartial ? 'meta.k8s.io/v1' : apiVersionOf(resource),
    metadata,
    // An object in a list does not say of what kind it is: the list does.
    items: page.map((object) =>
      isPartial ? partial(object) : { ...object, kind: undefined, apiVersion: undefined },
    ),
  };
}

/** @throws StatusError if it is to be one of another kind */
function include({ query }: Call): IncludeObject {
  const given = query.get('includeObject') ?? 'Metadata';
  if (given === 'Object' || given === 'None' || given === 'Metadata') return given;
  const wrong = `includeObject: Invalid value: ${JSON.stringify(given)}: must be 'Metadata', 'Object', 'None', or empty`;
  throw badRequest(`Unable to convert to Table as requested: ${wrong}`);
}
