import type { Endpoints, EndpointSlice, Service } from '../objects';
import { invalid } from '../status';
import { AGE, labels, NAME } from './columns';
import { column, resource } from './resource';

export const SERVICES = resource<Service>({
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  shortNames: ['svc'],
  isInAll: true,
  columns: [
    NAME,
    column<Service>('Type', ({ spec }) => spec.type ?? ''),
    column<Service>('Cluster-IP', ({ spec }) => spec.clusterIP ?? '<none>'),
    column('External-IP', () => '<none>'),
    column<Service>(
      'Port(s)',
      ({ spec }) =>
        spec.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(',') || '<none>',
    ),
    AGE,
    column<Service>('Selector', ({ spec }) => labels(spec.selector), true),
  ],
  complete({ metadata, spec }) {
    const { ports = [] } = (spec ?? {}) as Partial<Service['spec']>;
    if (!spec || ports.length === 0) {
      throw invalid(SERVICES, metadata.name ?? '', 'spec.ports', 'Required value');
    }
    for (const port of ports) {
      port.protocol ??= 'TCP';
      port.targetPort ??= port.port;
    }
    spec.type ??= 'ClusterIP';
    spec.sessionAffinity ??= 'None';
    spec.internalTrafficPolicy ??= 'Cluster';
    spec.ipFamilies ??= ['IPv4'];
    spec.ipFamilyPolicy ??= 'SingleStack';
  },
});

/** Which pods a service leads to, as old kubectls ask for it. */
export const ENDPOINTS = resource<Endpoints>({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  shortNames: ['ep'],
  isWritable: false,
  columns: [
    NAME,
    column<Endpoints>('Endpoints', ({ subsets }) => {
      const all = subsets.flatMap(({ addresses = [], ports }) =>
        addresses.flatMap(({ ip }) => ports.map(({ port }) => `${ip}:${port}`)),
      );
      return all.join(',') || '<none>';
    }),
    AGE,
  ],
});

/** And as new ones do. */
export const ENDPOINT_SLICES = resource<EndpointSlice>({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  shortNames: [],
  isWritable: false,
  columns: [
    NAME,
    column<EndpointSlice>('AddressType', ({ addressType }) => addressType),
    column<EndpointSlice>(
      'Ports',
      ({ ports }) => ports.map(({ port }) => port).join(',') || '<unset>',
    ),
    column<EndpointSlice>(
      'Endpoints',
      ({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses).join(',') || '<unset>',
    ),
    AGE,
  ],
});
