import { isIP } from 'node:net';
import { brokenLabel } from '../names';
import type { Endpoints, EndpointSlice, Sent, Service } from '../objects';
import { AGE, labels, NAME } from './columns';
import { checkPort } from './pod-spec';
import { column, resource } from './resource';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const NO_ADDRESS = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
/** The first address of a service; 10.96.0.1 is the API server's. */
const FIRST_ADDRESS = 10;

function address({ spec }: Service, clusterIP: string): void {
  spec.clusterIP ??= clusterIP;
  spec.clusterIPs ??= [spec.clusterIP];
}

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
  fields: ['spec.clusterIP', 'spec.type'],
  brokenName: brokenLabel,
  hasGeneration: false,
  showsDeleted: true,
  allocate(service, others) {
    const taken = new Set(others.map(({ spec }) => spec.clusterIP));
    let next = FIRST_ADDRESS;
    while (taken.has(`10.96.0.${next}`)) next += 1;
    address(service as Service, `10.96.0.${next}`);
  },
  keep(service, { spec }) {
    if (spec.clusterIP !== undefined) address(service, spec.clusterIP);
  },
  complete(service, errors) {
    const spec = (service.spec ??= {} as Service['spec']);
    const ports = (spec as Sent<Service['spec']>).ports ?? [];
    spec.ports = ports;
    if (ports.length === 0) errors.required('spec.ports');
    ports.forEach((port, index) => {
      port.protocol ??= 'TCP';
      (port as Sent<typeof port>).port ??= 0;
      port.targetPort ??= port.port;
      const its = errors.below(`spec.ports[${index}]`);
      if (ports.length > 1 && !port.name) its.required('name');
      checkPort(port.port, 'port', its);
      if (typeof port.targetPort === 'number') checkPort(port.targetPort, 'targetPort', its);
    });
    spec.type ??= 'ClusterIP';
    if (!TYPES.includes(spec.type)) errors.unsupported('spec.type', spec.type, TYPES);
    if (spec.clusterIP && spec.clusterIP !== 'None' && !isIP(spec.clusterIP)) {
      errors.invalid('spec.clusterIPs[0]', spec.clusterIP, NO_ADDRESS);
    }
    spec.sessionAffinity ??= 'None';
    spec.internalTrafficPolicy ??= 'Cluster';
    spec.ipFamilies ??= ['IPv4'];
    spec.ipFamilyPolicy ??= 'SingleStack';
    service.status ??= { loadBalancer: {} };
  },
});

/** Which pods a service leads to, as old kubectls ask for it. */
export const ENDPOINTS = resource<Endpoints>({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  shortNames: ['ep'],
  complete(endpoints) {
    endpoints.subsets ??= [];
    for (const subset of endpoints.subsets as Sent<Endpoints['subsets'][0]>[]) subset.ports ??= [];
  },
  hasGeneration: false,
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
  complete(slice) {
    slice.endpoints ??= [];
    for (const endpoint of slice.endpoints as Sent<EndpointSlice['endpoints'][0]>[]) {
      endpoint.addresses ??= [];
    }
    slice.ports ??= [];
  },
  plural: 'endpointslices',
  shortNames: [],
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
