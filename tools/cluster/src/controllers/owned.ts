import { apiVersionOf, type Resource } from '../resources/resource';
import type { KubeObject, OwnerReference } from '../objects';
import type { Change, Store } from '../store';

/** What an object says of the one that made it. */
export function ownerOf({ apiVersion, kind, metadata: { name, uid } }: KubeObject): OwnerReference {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** What an object has made. */
export function ownedBy<T extends KubeObject>(
  store: Store,
  resource: Resource<T>,
  { metadata: { uid, namespace } }: KubeObject,
): T[] {
  return store
    .list(resource, namespace)
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid));
}

/** The object that made this one, if it is of that kind and still there. */
function makerOf<T extends KubeObject>(
  store: Store,
  resource: Resource<T>,
  { metadata }: KubeObject,
): T | undefined {
  const reference = metadata.ownerReferences?.find(
    ({ apiVersion, kind }) => apiVersion === apiVersionOf(resource) && kind === resource.kind,
  );
  return reference && store.find(resource, metadata.namespace, reference.name);
}

/** What a change is about for the controller of `resource`: such an object, or the maker of one of `made`. */
export function concerned<T extends KubeObject>(
  store: Store,
  resource: Resource<T>,
  made: Resource,
  change: Change,
): T | undefined {
  const { namespace, name } = change.object.metadata;
  if (change.resource === resource) return store.find(resource, namespace, name);
  return change.resource === made ? makerOf(store, resource, change.object) : undefined;
}
