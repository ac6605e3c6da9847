import type { Clock } from '@workbook/clock';
import type { EventLog } from '../events';
import { type Condition, type Deployment, type ReplicaSet, timestamp } from '../objects';
import { DEPLOYMENTS, REPLICA_SETS } from '../resources/workloads';
import type { Listener, Store } from '../store';
import { hashSuffix } from '../suffix';
import { concerned, ownedBy, ownerOf } from './owned';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

/** Has a replica set for each template that a deployment had: the newest has the pods, once they are ready. */
export function deployments(store: Store, clock: Clock, events: EventLog): Listener {
  const scale = (deployment: Deployment, set: ReplicaSet, replicas: number): void => {
    if (set.spec.replicas === replicas) return;
    const direction = set.spec.replicas < replicas ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${set.metadata.name} from ${set.spec.replicas} to ${replicas}`;
    store.change(REPLICA_SETS, set, ({ spec }) => (spec.replicas = replicas));
    events.tell('deployment-controller', deployment, 'ScalingReplicaSet', message);
  };
  const create = (deployment: Deployment, hash: string, revision: number): ReplicaSet => {
    const { metadata, spec } = deployment;
    const template = structuredClone(spec.template);
    template.metadata.labels = { ...template.metadata.labels, [HASH]: hash };
    const set = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${hash}`,
        ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
        labels: template.metadata.labels,
        annotations: { [REVISION]: String(revision) },
        ownerReferences: [ownerOf(deployment)],
      },
      spec: {
        replicas: 0,
        selector: { matchLabels: { ...spec.selector.matchLabels, [HASH]: hash } },
        template,
      },
      status: { replicas: 0 },
    };
    return store.create(REPLICA_SETS, set);
  };
  const sync = (deployment: Deployment): void => {
    const { spec, metadata } = deployment;
    const sets = ownedBy(store, REPLICA_SETS, deployment);
    const hash = hashSuffix(spec.template);
    const found = sets.find((set) => set.metadata.labels?.[HASH] === hash);
    const current = found ?? create(deployment, hash, sets.length + 1);
    scale(deployment, current, spec.replicas);
    const ready = current.status.readyReplicas ?? 0;
    const others = sets.filter((set) => set !== current);
    if (ready >= spec.replicas) for (const set of others) scale(deployment, set, 0);
    const available = [current, ...others].reduce(
      (sum, s) => sum + (s.status.readyReplicas ?? 0),
      0,
    );
    const replicas = [current, ...others].reduce((sum, { status }) => sum + status.replicas, 0);
    const missing = Math.max(0, spec.replicas - available);
    store.change(DEPLOYMENTS, deployment, (copy) => {
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        [REVISION]: current.metadata.annotations?.[REVISION] ?? '1',
      };
      copy.status = {
        observedGeneration: metadata.generation ?? 1,
        replicas,
        updatedReplicas: current.status.replicas,
        readyReplicas: available,
        availableReplicas: available,
        ...(missing > 0 && { unavailableReplicas: missing }),
        conditions: conditionsOf(copy, missing === 0, timestamp(clock.now())),
      };
    });
  };
  return (change) => {
    const deployment = concerned(store, DEPLOYMENTS, REPLICA_SETS, change);
    if (deployment) sync(deployment);
  };
}

/** Each keeps the time at which it became what it is. */
function conditionsOf(
  { status, metadata }: Deployment,
  isAvailable: boolean,
  now: string,
): Condition[] {
  const since = ({ type, ...rest }: Omit<Condition, 'lastTransitionTime'>): Condition => {
    const before = status.conditions?.find((condition) => condition.type === type);
    const isSame = before?.status === rest.status && before.reason === rest.reason;
    const time = isSame ? before.lastTransitionTime : now;
    return { type, ...rest, lastTransitionTime: time, lastUpdateTime: time };
  };
  return [
    since(
      isAvailable
        ? {
            type: 'Available',
            status: 'True',
            reason: 'MinimumReplicasAvailable',
            message: 'Deployment has minimum availability.',
          }
        : {
            type: 'Available',
            status: 'False',
            reason: 'MinimumReplicasUnavailable',
            message: 'Deployment does not have minimum availability.',
          },
    ),
    since({
      type: 'Progressing',
      status: 'True',
      reason: isAvailable ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
      message: `Deployment "${metadata.name}" ${isAvailable ? 'has successfully progressed' : 'is progressing'}.`,
    }),
  ];
}
