import type { Deployment, ReplicaSet } from '../objects';
import { invalid } from '../status';
import { AGE, NAME, TEMPLATE_COLUMNS } from './columns';
import { completeSpec } from './pods';
import { column, type Resource, resource } from './resource';

export const DEPLOYMENTS = resource<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  shortNames: ['deploy'],
  isInAll: true,
  columns: [
    NAME,
    column<Deployment>(
      'Ready',
      ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
    ),
    column<Deployment>('Up-to-date', ({ status }) => String(status.updatedReplicas ?? 0)),
    column<Deployment>('Available', ({ status }) => String(status.availableReplicas ?? 0)),
    AGE,
    ...TEMPLATE_COLUMNS,
  ],
  complete(deployment) {
    const spec = completeTemplate(DEPLOYMENTS, deployment);
    spec.strategy ??= {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
    };
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    deployment.status ??= {};
  },
});

export const REPLICA_SETS = resource<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  shortNames: ['rs'],
  isInAll: true,
  columns: [
    NAME,
    column<ReplicaSet>('Desired', ({ spec }) => String(spec.replicas)),
    column<ReplicaSet>('Current', ({ status }) => String(status.replicas)),
    column<ReplicaSet>('Ready', ({ status }) => String(status.readyReplicas ?? 0)),
    AGE,
    ...TEMPLATE_COLUMNS,
  ],
  complete(set) {
    completeTemplate(REPLICA_SETS, set);
    set.status ??= { replicas: 0 };
  },
});

/** @throws StatusError if the pods of the template would not be its own */
function completeTemplate<S extends ReplicaSet['spec']>(
  resource: Resource,
  { metadata, spec }: { metadata: { name?: string }; spec?: S },
): S {
  const wrong = (field: string, message: string): Error =>
    invalid(resource, metadata.name ?? '', `spec.${field}`, message);
  const given: Partial<ReplicaSet['spec']> = spec ?? {};
  const wanted = given.selector?.matchLabels;
  if (!spec || !wanted) throw wrong('selector', 'Required value');
  if (!given.template) throw wrong('template', 'Required value');
  completeSpec(given.template.spec, (field, message) => wrong(`template.spec.${field}`, message));
  given.template.metadata = { ...given.template.metadata };
  const { labels = {} } = given.template.metadata;
  if (!Object.entries(wanted).every(([name, value]) => labels[name] === value)) {
    const shown = `Invalid value: ${JSON.stringify(labels)}`;
    const why = '`selector` does not match template `labels`';
    throw wrong('template.metadata.labels', `${shown}: ${why}`);
  }
  given.replicas ??= 1;
  return spec;
}
