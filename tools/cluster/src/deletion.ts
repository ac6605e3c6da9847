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
 * @param isDry true: nothing comes of it
 * @returns the object as it was last seen
 */
export function deleteObject(
  store: Store,
  clock: Clock,
  resource: Resource,
  object: KubeObject,
  grace?: number,
  isDry = false,
): KubeObject {
  if (resource !== PODS) {
    if (!isDry) store.remove(resource, object);
    return object;
  }
  const { spec } = object as Pod;
  const isRunning = spec.nodeName !== undefined;
  const seconds = isRunning ? (grace ?? spec.terminationGracePeriodSeconds ?? 30) : 0;
  const { deletionGracePeriodSeconds: before = Infinity } = object.metadata;
  const marked = structuredClone(object);
  if (seconds < before) {
    marked.metadata.deletionTimestamp = timestamp(clock.now() + seconds * 1000);
    marked.metadata.deletionGracePeriodSeconds = seconds;
    marked.metadata.generation = (object.metadata.generation ?? 1) + 1;
  }
  if (isDry) return marked;
  if (seconds > 0) return store.replace(resource, marked);
  store.remove(resource, object);
  return marked;
}
