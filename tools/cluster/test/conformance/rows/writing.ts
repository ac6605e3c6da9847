import {
  deployment,
  DEPLOYMENTS,
  pod,
  PODS,
  type Row,
  service,
  SERVICES,
  SETS,
  template,
  WAITS,
  withoutStatus,
} from '../row';

const post = (name: string, path: string, body: unknown, more: object = {}): Row => ({
  name,
  method: 'POST',
  path,
  body,
  ...more,
});
const spec = { of: withoutStatus };
const YAML = 'apiVersion: v1\nkind: Pod';
const container = { name: 'n', image: 'i' };

/** Names, and what the real server says of each. */
const wrongNames = ['Not_A_Name', 'a..b', '-a', 'a-', 'a b', 'x'.repeat(254), 'a/b', '..'];

export const WRITING: readonly Row[] = [
  post('create a pod that is there', PODS, pod(WAITS)),
  post('create a deployment that is there', DEPLOYMENTS, deployment('other')),
  post('create a pod without a name', PODS, pod('', {}, { name: undefined })),
  post(
    'create a pod whose name begins as it says',
    PODS,
    pod('', {}, { name: undefined, generateName: 'web-' }),
    {
      of: ({ metadata }: { metadata: { name: string; generateName: string } }) => [
        metadata.generateName,
        /^web-[a-z0-9]{5}$/.test(metadata.name),
      ],
    },
  ),
  ...wrongNames.map((name) =>
    post(
      `create a pod named ${name.length > 20 ? `x, ${name.length} times` : JSON.stringify(name)}`,
      PODS,
      pod(name),
    ),
  ),
  post('create a service named "1a"', SERVICES, service('1a')),
  post('create a deployment named "A"', DEPLOYMENTS, deployment('A')),
  post('create a namespace named "a.b"', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'a.b' },
  }),
  post('create a pod of another namespace', PODS, pod('x', {}, { namespace: 'shop' })),
  post('create a pod in an unknown namespace', '/api/v1/namespaces/shop/pods', pod('x')),
  post('create a pod with nothing in it', PODS, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x' },
  }),
  post('create a pod without containers', PODS, pod('x', { containers: [] })),
  post(
    'create a pod whose container has neither name nor image',
    PODS,
    pod('x', { containers: [{}] }),
  ),
  post(
    'create a pod with two containers of one name',
    PODS,
    pod('x', { containers: [container, container] }),
  ),
  post(
    'create a pod with a port that is none',
    PODS,
    pod('x', { containers: [{ ...container, ports: [{ containerPort: 70_000 }] }] }),
  ),
  post(
    'create a pod with a container named A',
    PODS,
    pod('x', { containers: [{ ...container, name: 'A' }] }),
  ),
  post(
    'create a pod with a restart policy that is none',
    PODS,
    pod('x', { restartPolicy: 'Sometimes' }),
  ),
  post('create a pod with a label that is none', PODS, pod('x', {}, { labels: { app: 'a b' } })),
  post(
    'create a deployment without a selector',
    DEPLOYMENTS,
    deployment('x', { selector: undefined }),
  ),
  post(
    'create a deployment without a template',
    DEPLOYMENTS,
    deployment('x', { template: undefined }),
  ),
  post(
    'create a deployment whose selector is of others',
    DEPLOYMENTS,
    deployment('x', { selector: { matchLabels: { app: 'third' } } }),
  ),
  post(
    'create a deployment with fewer pods than none',
    DEPLOYMENTS,
    deployment('x', { replicas: -1 }),
  ),
  post('create a service without ports', SERVICES, service('x', { ports: [] })),
  post(
    'create a service with a port that is none',
    SERVICES,
    service('x', { ports: [{ port: 0 }] }),
  ),
  post(
    'create a service with two ports without names',
    SERVICES,
    service('x', { ports: [{ port: 1 }, { port: 2 }] }),
  ),
  post('create with a body that is no JSON', PODS, '{"kind": "Pod",'),
  post('create with an empty body', PODS, ''),
  post('create with a list', PODS, [], { brief: true }),
  post('create with an object of no kind', PODS, {}),
  post('create with an object of another kind', PODS, deployment('x')),
  post('create with an object of a kind that is not there', PODS, {
    apiVersion: 'v1',
    kind: 'Nothing',
    metadata: { name: 'x' },
  }),
  post('create with a number for a text', PODS, { ...pod('x'), metadata: { name: 5 } }),
  post('create with a text for a number', DEPLOYMENTS, deployment('x', { replicas: 'two' })),
  post('create with a type that nobody reads', PODS, '<pod/>', {
    headers: { 'content-type': 'text/xml' },
  }),
  post('create with the type of a form', PODS, 'a=b', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  post('create with a charset', PODS, '{', {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  }),
  post(
    'create with more than 3 MiB',
    PODS,
    pod('x', {}, { annotations: { a: 'x'.repeat(3 * 1024 * 1024) } }),
  ),
  post('create, but only to see', `${PODS}?dryRun=All`, pod('dry'), spec),
  { name: 'what was only to see is not there', path: `${PODS}/dry` },
  post('create, but to see otherwise', `${PODS}?dryRun=Some`, pod('dry')),
  post(
    'create a replica set',
    SETS,
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'set' }, spec: template },
    spec,
  ),
  post(
    'create a service with a name for its port',
    SERVICES,
    service('named', { ports: [{ name: 'client', port: 4222, targetPort: 'client' }] }),
  ),
  post('create a namespace', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  }),
  post('create a namespace that is there', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  }),
  post('create a pod in a new namespace', '/api/v1/namespaces/shop/pods', pod('x'), spec),
  post('create a pod with YAML that is none', PODS, `${YAML}: {`, {
    headers: { 'content-type': 'application/yaml' },
    brief: true,
  }),
  {
    name: 'a pod with something else in each of its fields',
    varied: PODS,
    object: pod('x', {
      containers: [
        { ...container, args: ['a'], command: ['c'], ports: [{ containerPort: 1, name: 'x' }] },
      ],
      restartPolicy: 'Always',
    }),
  },
  {
    name: 'a deployment with something else in each of its fields',
    varied: DEPLOYMENTS,
    object: deployment('x', { replicas: 1 }),
  },
  {
    name: 'a service with something else in each of its fields',
    varied: SERVICES,
    object: service('x', { type: 'ClusterIP', clusterIP: '10.96.0.77' }),
  },
];
