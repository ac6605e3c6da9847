import { isDeepStrictEqual } from 'node:util';
import type { FieldErrors } from '../field-errors';
import type { Deployment, PodSpec, PodTemplate, ReplicaSet, Sent } from '../objects';
import { AGE, NAME, TEMPLATE_COLUMNS } from './columns';
import { completeSpec } from './pod-spec';
import { column, counts, resource } from './resource';

export const DEPLOYMENTS = resource<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  shortNames: ['deploy'],
  isInAll: true,
  subresources: ['scale'],
  columns: [
    NAME,
    column<Deployment>(
      'Ready',
      ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
    ),
    column<Deployment>('Up-to-date', ({ status }) => status.updatedReplicas ?? 0),
    column<Deployment>('Available', ({ status }) => status.availableReplicas ?? 0),
    AGE,
    ...TEMPLATE_COLUMNS,
  ],
  complete(deployment, errors) {
    const spec = (deployment.spec ??= {} as Deployment['spec']);
    completeTemplate(spec, errors.below('spec'));
    spec.strategy ??= {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
    };
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    deployment.status ??= {};
  },
  // Its annotations go to its replica sets.
  counted: ({ metadata, spec }) => [metadata.annotations, spec],
  compare: compareSelectors,
});

export const REPLICA_SETS = resource<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  shortNames: ['rs'],
  isInAll: true,
  subresources: ['scale'],
  columns: [
    NAME,
    counts<ReplicaSet>('Desired', ({ spec }) => spec.replicas),
    counts<ReplicaSet>('Current', ({ status }) => status.replicas),
    counts<ReplicaSet>('Ready', ({ status }) => status.readyReplicas ?? 0),
    AGE,
    ...TEMPLATE_COLUMNS,
  ],
  complete(set, errors) {
    const spec = (set.spec ??= {} as ReplicaSet['spec']);
    completeTemplate(spec, errors.below('spec'));
    set.status ??= { replicas: 0 };
  },
  compare: compareSelectors,
});

/** Of its pods each has to be one that it finds again. */
function completeTemplate(spec: ReplicaSet['spec'], errors: FieldErrors): void {
  const sent: Sent<ReplicaSet['spec']> = spec;
  const template: Sent<PodTemplate> = (sent.template ??= {} as PodTemplate);
  sent.replicas ??= 1;
  if (sent.replicas < 0) {
    errors.invalid('replicas', sent.replicas, 'must be greater than or equal to 0');
  }
  template.metadata ??= {};
  template.spec ??= {} as PodSpec;
  const { labels } = template.metadata;
  const wanted = sent.selector && (sent.selector.matchLabels ?? {});
  if (!wanted) errors.required('selector');
  else if (Object.keys(wanted).length === 0) {
    errors.invalid('selector', {}, 'empty selector is invalid for deployment');
  }
  if (!wanted || !Object.entries(wanted).every(([name, value]) => labels?.[name] === value)) {
    errors.invalid(
      'template.metadata.labels',
      labels ?? null,
      '`selector` does not match template `labels`',
    );
  }
  completeSpec(template.spec, errors.below('template.spec'));
}

/** Whose pods are whose is said once. */
function compareSelectors(after: ReplicaSet, before: ReplicaSet, errors: FieldErrors): void {
  const selector = (after.spec as Sent<ReplicaSet['spec']>).selector ?? null;
  if (isDeepStrictEqual(selector, before.spec.selector)) return;
  errors.invalid('spec.selector', selector, 'field is immutable');
}
