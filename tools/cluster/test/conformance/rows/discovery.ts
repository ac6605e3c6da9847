import type { Row } from '../row';

interface Entry {
  readonly name: string;
}

/** Those of a list that the pocket cluster has at all. */
const known =
  (...names: string[]) =>
  ({ resources, ...list }: { resources: Entry[] }): unknown => ({
    ...list,
    resources: resources
      .filter(({ name }) => names.includes(name))
      // What the real one knows of its own storage.
      .map((entry) => ({ ...entry, storageVersionHash: undefined }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  });

/** What there is, as kubectl asks for it first. */
export const DISCOVERY: readonly Row[] = [
  { name: '/api', path: '/api' },
  {
    name: '/apis, the groups apps and discovery.k8s.io',
    path: '/apis',
    of: ({ groups, ...list }: { groups: Entry[] }) => ({
      ...list,
      groups: groups.filter(({ name }) => ['apps', 'discovery.k8s.io'].includes(name)),
    }),
  },
  { name: '/apis/apps', path: '/apis/apps' },
  { name: '/apis/nothing.k8s.io', path: '/apis/nothing.k8s.io' },
  {
    name: '/api/v1, its pods, services, endpoints, events and namespaces',
    path: '/api/v1',
    of: known(
      'pods',
      'pods/log',
      'pods/portforward',
      'services',
      'endpoints',
      'events',
      'namespaces',
    ),
  },
  {
    name: '/apis/apps/v1, its deployments and replica sets',
    path: '/apis/apps/v1',
    of: known('deployments', 'deployments/scale', 'replicasets', 'replicasets/scale'),
  },
  {
    name: '/apis/discovery.k8s.io/v1, its endpoint slices',
    path: '/apis/discovery.k8s.io/v1',
    of: known('endpointslices'),
  },
  { name: '/apis/apps/v9', path: '/apis/apps/v9' },
];
