import type { ContainerStatus, Pod, PodSpec } from '../objects';
import { invalid } from '../status';
import { AGE, NAME } from './columns';
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
  complete(pod) {
    completeSpec(pod.spec, (field, message) =>
      invalid(PODS, pod.metadata.name ?? '', `spec.${field}`, message),
    );
    pod.status ??= { phase: 'Pending', qosClass: 'BestEffort' };
  },
});

/**
 * What the real server adds to the pods of everybody.
 *
 * @param wrong makes the error of a field
 */
export function completeSpec(
  spec: PodSpec | undefined,
  wrong: (field: string, message: string) => Error,
): asserts spec is PodSpec {
  const { containers = [] } = (spec ?? {}) as Partial<PodSpec>;
  if (!spec || containers.length === 0) throw wrong('containers', 'Required value');
  containers.forEach((container, index) => {
    if (!container.name) throw wrong(`containers[${index}].name`, 'Required value');
    if (!container.image) throw wrong(`containers[${index}].image`, 'Required value');
    container.imagePullPolicy ??= /:(?!latest$)[^/]+$/.test(container.image)
      ? 'IfNotPresent'
      : 'Always';
    for (const port of container.ports ?? []) port.protocol ??= 'TCP';
  });
  spec.restartPolicy ??= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
}
