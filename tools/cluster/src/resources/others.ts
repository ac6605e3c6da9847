import { age } from '../age';
import { brokenLabel } from '../names';
import type { KubeEvent } from '../objects';
import { AGE, NAME } from './columns';
import { column, resource } from './resource';

export const NAMESPACES = resource({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  shortNames: ['ns'],
  isNamespaced: false,
  fields: ['status.phase'],
  brokenName: brokenLabel,
  hasGeneration: false,
  showsDeleted: true,
  columns: [NAME, column('Status', () => 'Active'), AGE],
  complete(object) {
    const { metadata } = object;
    metadata.labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name ?? '' };
    Object.assign(object, { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });
  },
});

const NOBODY = { kind: '', namespace: '', name: '', uid: '', apiVersion: '' };

export const EVENTS = resource<KubeEvent>({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  shortNames: ['ev'],
  hasGeneration: false,
  fields: [
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'fieldPath'].map(
      (field) => `involvedObject.${field}`,
    ),
    'reason',
    'type',
  ],
  complete(event) {
    event.involvedObject = { ...NOBODY, ...event.involvedObject };
    event.source ??= { component: '' };
  },
  columns: [
    column<KubeEvent>('Last Seen', ({ lastTimestamp }, now) => age(lastTimestamp, now)),
    column<KubeEvent>('Type', ({ type }) => type),
    column<KubeEvent>('Reason', ({ reason }) => reason),
    column<KubeEvent>(
      'Object',
      ({ involvedObject: { kind, name } }) => `${kind.toLowerCase()}/${name}`,
    ),
    column<KubeEvent>('Subobject', ({ involvedObject }) => involvedObject.fieldPath ?? '', true),
    column<KubeEvent>('Source', ({ source }) => source.component, true),
    column<KubeEvent>('Message', ({ message }) => message),
    column<KubeEvent>('First Seen', ({ firstTimestamp }, now) => age(firstTimestamp, now), true),
    column<KubeEvent>('Count', ({ count }) => String(count), true),
    { ...NAME, wide: true },
  ],
});
