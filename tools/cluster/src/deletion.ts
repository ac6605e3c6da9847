import type { Clock } from '@workbook/clock';
import { type KubeObject, type Pod, timestamp } from './objects';
import { PODS } from './resources/pods';
import type { Resource } from './resources/resource';
import type { Store } from './store';

/**
 * Deletes an object: at once, but for a pod that runs somewhere. That one is marked, told to end, and gone
 * when it has.
 *
 * @param grace in seconds; as the spec of the pod says unless given
 * @returns the object as it was last seen
 */
export function deleteObject(
  store: Store,
  clock: Clock,
  resource: Resource,
  object: KubeObject,
  grace?: number,
): KubeObject {
  const { spec } = object as Pod;
  const seconds = grace ?? (resource === PODS ? (spec.terminationGracePeriodSeconds ?? 30) : 0);
  const isRunning = resource === PODS && spec.nodeName !== undefined;
  if (!isRunning || seconds === 0) {
    store.remove(resource, object);
    return object;
  }
  store.change(resource, object, ({ metadata }) => {
    const { deletionGracePeriodSeconds: before = Infinity } = metadata;
    if (seconds >= before) return;
    metadata.deletionTimestamp = timestamp(clock.now() + seconds * 1000);
    metadata.deletionGracePeriodSeconds = seconds;
  });
  return store.get(resource, object.metadata.namespace, object.metadata.name);
}
