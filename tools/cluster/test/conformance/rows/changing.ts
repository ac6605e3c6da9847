import {
  deployment,
  DEPLOYMENTS,
  pod,
  PODS,
  type Row,
  service,
  SERVICES,
  WAITS,
  withoutStatus,
} from '../row';

const OTHER = `${DEPLOYMENTS}/other`;
const TYPES = { json: 'json-patch', merge: 'merge-patch', strategic: 'strategic-merge-patch' };
const patch = (
  type: keyof typeof TYPES,
  name: string,
  body: unknown,
  path = OTHER,
  of: Row extends { of?: infer F } ? F : unknown = withoutStatus,
): Row =>
  ({
    name: `${type} patch: ${name}`,
    method: 'PATCH',
    path,
    body,
    headers: { 'content-type': `application/${TYPES[type]}+json` },
    of,
  }) as Row;
const operation = (op: string, path: string, more: object = {}): object => ({ op, path, ...more });
const IMAGE = '/spec/template/spec/containers/0/image';

const scale = (replicas: unknown, more: object = {}): object => ({
  apiVersion: 'autoscaling/v1',
  kind: 'Scale',
  metadata: { name: 'other', namespace: 'default', ...more },
  spec: { replicas },
});

/** Changes to what `reading` has made. */
export const CHANGING: readonly Row[] = [
  patch('merge', 'a label is added', { metadata: { labels: { tier: 'test' } } }),
  patch('merge', 'and taken away', { metadata: { labels: { tier: null } } }),
  patch('merge', 'a list is another list', {
    spec: { template: { spec: { containers: [{ name: 'nats', image: 'greets:2' }] } } },
  }),
  patch('merge', 'no object', []),
  patch('merge', 'no JSON', '{'),
  patch('merge', 'another name', { metadata: { name: 'third' } }),
  patch('merge', 'an older version', { metadata: { resourceVersion: '1' } }),
  patch('merge', 'a spec that cannot be', { spec: { replicas: -1 } }),
  { ...patch('merge', 'a text for a number', { spec: { replicas: 'two' } }), brief: true },
  patch('merge', 'another selector', { spec: { selector: { matchLabels: { app: 'third' } } } }),
  patch('merge', 'unknown', {}, `${DEPLOYMENTS}/nobody`),
  patch('strategic', 'an element of a list by its name', {
    spec: { template: { spec: { containers: [{ name: 'nats', args: ['-D'] }] } } },
  }),
  patch('strategic', 'another element', {
    spec: { template: { spec: { containers: [{ name: 'side', image: 'side:1' }] } } },
  }),
  patch('strategic', 'an element is taken away', {
    spec: { template: { spec: { containers: [{ name: 'side', $patch: 'delete' }] } } },
  }),
  patch(
    'strategic',
    'ports of a service',
    {
      spec: {
        ports: [
          { port: 8222, name: 'monitor' },
          { port: 4222, name: 'client' },
        ],
      },
    },
    `${SERVICES}/nats-srv`,
  ),
  patch('strategic', 'no object', []),
  patch('json', 'replace', [operation('replace', IMAGE, { value: 'greets:3' })]),
  patch('json', 'add, at an index, at the end, and a key with a slash', [
    operation('add', '/spec/template/spec/containers/0/args/0', { value: 'first' }),
    operation('add', '/spec/template/spec/containers/0/args/-', { value: 'last' }),
    operation('add', '/metadata/annotations', { value: { 'a/b': 'c', 'd~e': 'f' } }),
    operation('replace', '/metadata/annotations/a~1b', { value: 'g' }),
    operation('remove', '/metadata/annotations/d~0e'),
  ]),
  patch('json', 'test, copy and move', [
    operation('test', IMAGE, { value: 'greets:3' }),
    operation('copy', '/metadata/annotations/copied', { from: IMAGE }),
    operation('move', '/metadata/annotations/moved', { from: '/metadata/annotations/copied' }),
  ]),
  patch('json', 'a test that fails', [operation('test', IMAGE, { value: 'greets:9' })]),
  patch('json', 'remove what is not there', [operation('remove', '/spec/nothing')]),
  patch('json', 'replace what is not there', [
    operation('replace', '/metadata/annotations/new', { value: 'x' }),
  ]),
  patch('json', 'add below what is not there', [
    operation('add', '/spec/nothing/at/all', { value: 1 }),
  ]),
  patch('json', 'an index beyond the end', [
    operation('add', '/spec/template/spec/containers/9', { value: {} }),
  ]),
  patch('json', 'an operation that is none', [operation('forget', '/spec')]),
  patch('json', 'no list', {}),
  patch('json', 'no JSON', '['),
  {
    name: 'a patch of a type that is none',
    method: 'PATCH',
    path: OTHER,
    body: {},
    headers: { 'content-type': 'application/json' },
    brief: true,
  },
  {
    name: 'update',
    method: 'PUT',
    path: OTHER,
    body: deployment('other', { replicas: 0, minReadySeconds: 1 }),
    of: withoutStatus,
  },
  {
    name: 'update of an older version',
    method: 'PUT',
    path: OTHER,
    body: { ...deployment('other'), metadata: { name: 'other', resourceVersion: '1' } },
  },
  { name: 'update under another name', method: 'PUT', path: OTHER, body: deployment('third') },
  {
    name: 'update of what is not there',
    method: 'PUT',
    path: `${DEPLOYMENTS}/third`,
    body: deployment('third'),
  },
  {
    name: 'update of another namespace',
    method: 'PUT',
    path: OTHER,
    body: { ...deployment('other'), metadata: { name: 'other', namespace: 'shop' } },
  },
  { name: 'update with another kind', method: 'PUT', path: OTHER, body: pod('other') },
  {
    name: 'update of a service',
    method: 'PUT',
    path: `${SERVICES}/nats-srv`,
    body: service('nats-srv'),
  },
  {
    name: 'a pod moves to no other node',
    method: 'PUT',
    path: `${PODS}/${WAITS}`,
    body: pod(WAITS, { nodeName: 'elsewhere' }),
    brief: true,
  },
  { name: 'get scale', path: `${OTHER}/scale` },
  { name: 'scale of an unknown deployment', path: `${DEPLOYMENTS}/nobody/scale` },
  {
    name: 'scale by an update',
    method: 'PUT',
    path: `${OTHER}/scale`,
    body: scale(1),
    of: withoutStatus,
  },
  {
    name: 'scale of an older version',
    method: 'PUT',
    path: `${OTHER}/scale`,
    body: scale(1, { resourceVersion: '1' }),
  },
  { name: 'scale below none', method: 'PUT', path: `${OTHER}/scale`, body: scale(-1) },
  {
    name: 'scale of another kind',
    method: 'PUT',
    path: `${OTHER}/scale`,
    body: deployment('other'),
  },
  patch('merge', 'scale', { spec: { replicas: 0 } }, `${OTHER}/scale`),
  patch('json', 'scale', [operation('replace', '/spec/replicas', { value: 0 })], `${OTHER}/scale`),
  {
    name: 'what was scaled',
    path: OTHER,
    of: ({ spec }: { spec: { replicas: number } }) => spec.replicas,
  },
  {
    name: 'scale of a replica set',
    path: `/apis/apps/v1/namespaces/default/replicasets/set/scale`,
    of: withoutStatus,
  },
  { name: 'the methods of a scale', method: 'DELETE', path: `${OTHER}/scale` },
];
