import { FieldErrors } from '../field-errors';
import type { Clock } from '@workbook/clock';
import { deleteObject } from '../deletion';
import type { EventLog } from '../events';
import type { ReplicaSet } from '../objects';
import { isReady } from '../pods/ready';
import { PODS } from '../resources/pods';
import { REPLICA_SETS } from '../resources/workloads';
import { randomSuffix } from '../suffix';
import type { Listener, Store } from '../store';
import { concerned, ownedBy, ownerOf } from './owned';

/** Keeps as many pods as a replica set wants: one that is to end does not count any more. */
export function replicaSets(store: Store, clock: Clock, events: EventLog): Listener {
  const sync = (set: ReplicaSet): void => {
    const all = ownedBy(store, PODS, set).filter(
      ({ metadata, status }) =>
        metadata.deletionTimestamp === undefined &&
        (status.phase === 'Pending' || status.phase === 'Running'),
    );
    for (let missing = set.spec.replicas - all.length; missing > 0; missing -= 1) create(set);
    // Of too many, those that are of no use yet go first.
    const surplus = all.sort((a, b) => Number(isReady(a)) - Number(isReady(b)));
    for (const pod of surplus.slice(0, Math.max(0, all.length - set.spec.replicas))) {
      deleteObject(store, clock, PODS, pod);
      events.tell(
        'replicaset-controller',
        set,
        'SuccessfulDelete',
        `Deleted pod: ${pod.metadata.name}`,
      );
    }
    const ready = all.filter(isReady).length;
    store.change(REPLICA_SETS, set, (copy) => {
      copy.status = {
        replicas: Math.min(all.length, set.spec.replicas),
        ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
      };
    });
  };
  const create = (set: ReplicaSet): void => {
    const { labels, annotations } = set.spec.template.metadata;
    const { namespace, name } = set.metadata;
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${randomSuffix()}`,
        generateName: `${name}-`,
        ...(namespace !== undefined && { namespace }),
        ...(labels && { labels }),
        ...(annotations && { annotations }),
        ownerReferences: [ownerOf(set)],
      },
      spec: structuredClone(set.spec.template.spec),
    };
    PODS.complete(pod, new FieldErrors());
    const created = store.create(PODS, pod);
    events.tell(
      'replicaset-controller',
      set,
      'SuccessfulCreate',
      `Created pod: ${created.metadata.name}`,
    );
  };
  return (change) => {
    const set = concerned(store, REPLICA_SETS, PODS, change);
    if (set) sync(set);
  };
}
