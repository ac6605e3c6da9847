import { isDeepStrictEqual } from 'node:util';
import type { ContainerStatus, Pod, PodSpec } from '../objects';
import { AGE, NAME } from './columns';
import { completeSpec } from './pod-spec';
import { column, resource } from './resource';

const statuses = ({ status }: Pod): ContainerStatus[] => status.containerStatuses ?? [];

/** The word in the column Status: mostly the phase, but what keeps a pod from it is worth more. */
export function podStatus(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const stuck = statuses(pod).map(({ state }) => state.waiting ?? state.terminated);
  return stuck.find((state) => state !== undefined)?.reason ?? pod.status.phase;
}

export const PODS = resource<Pod>({
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  shortNames: ['po'],
  isInAll: true,
  subresources: ['log', 'portforward'],
  fields: ['spec.nodeName', 'spec.restartPolicy', 'status.phase', 'status.podIP'],
  columns: [
    NAME,
    column<Pod>('Ready', (pod) => {
      const ready = statuses(pod).filter((container) => container.ready);
      return `${ready.length}/${pod.spec.containers.length}`;
    }),
    column('Status', podStatus),
    column<Pod>('Restarts', (pod) =>
      String(statuses(pod).reduce((sum, { restartCount }) => sum + restartCount, 0)),
    ),
    AGE,
    column<Pod>('IP', ({ status }) => status.podIP ?? '<none>', true),
    column<Pod>('Node', ({ spec }) => spec.nodeName ?? '<none>', true),
    column('Nominated Node', () => '<none>', true),
    column('Readiness Gates', () => '<none>', true),
  ],
  complete(pod, errors) {
    const spec = (pod.spec ??= {} as PodSpec);
    completeSpec(spec, errors.below('spec'));
    spec.enableServiceLinks ??= true;
    spec.preemptionPolicy ??= 'PreemptLowerPriority';
    spec.priority ??= 0;
    spec.tolerations = tolerations(spec.tolerations as Toleration[] | undefined);
    pod.status ??= { phase: 'Pending', qosClass: 'BestEffort' };
  },
  showsDeleted: true,
  compare(after, before, errors) {
    const fixed = ({ spec }: Pod): unknown => ({
      ...spec,
      containers: spec.containers.map((container) => ({ ...container, image: '' })),
      tolerations: [],
    });
    if (isDeepStrictEqual(fixed(after), fixed(before))) return;
    const few = [
      'spec.containers[*].image',
      'spec.initContainers[*].image',
      'spec.activeDeadlineSeconds',
      'spec.tolerations',
      'spec.terminationGracePeriodSeconds',
    ];
    const words = few.map((field) => `\`${field}\``).join(',');
    errors.forbidden('spec', `pod updates may not change fields other than ${words}`);
  },
});

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

/** A pod stays for a while on a node that is lost. */
function tolerations(given: readonly Toleration[] = []): readonly Toleration[] {
  const missing = ['not-ready', 'unreachable']
    .map((state) => `node.kubernetes.io/${state}`)
    .filter((key) => !given.some((one) => one.key === key));
  return [
    ...given,
    ...missing.map((key) => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
  ];
}
