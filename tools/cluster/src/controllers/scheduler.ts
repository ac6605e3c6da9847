import type { Clock } from '@workbook/clock';
import type { EventLog } from '../events';
import { type Pod, timestamp } from '../objects';
import { PODS } from '../resources/pods';
import type { Change, Listener, Store } from '../store';

/** The one machine that there is. */
export const NODE = 'pocket-node';
const NODE_LABELS: Readonly<Record<string, string>> = {
  'kubernetes.io/hostname': NODE,
  'kubernetes.io/os': 'linux',
};

/** Gives each pod its node; one that asks for another waits for ever. */
export function scheduler(store: Store, clock: Clock, events: EventLog): Listener {
  return ({ type, resource, object }: Change): void => {
    const pod = object as Pod;
    if (type !== 'ADDED' || resource !== PODS || pod.spec.nodeName !== undefined) return;
    const wanted = Object.entries(pod.spec.nodeSelector ?? {});
    const isHere = wanted.every(([name, value]) => NODE_LABELS[name] === value);
    const lastTransitionTime = timestamp(clock.now());
    const message = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
    store.change(PODS, pod, ({ spec, status }) => {
      if (isHere) spec.nodeName = NODE;
      status.conditions = [
        isHere
          ? { type: 'PodScheduled', status: 'True', lastTransitionTime }
          : {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message,
              lastTransitionTime,
            },
      ];
    });
    const { namespace, name } = pod.metadata;
    if (isHere) {
      const assigned = `Successfully assigned ${namespace}/${name} to ${NODE}`;
      events.tell('default-scheduler', pod, 'Scheduled', assigned);
    } else events.tell('default-scheduler', pod, 'FailedScheduling', message, 'Warning');
  };
}
