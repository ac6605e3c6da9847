import {
  deployment,
  DEPLOYMENTS,
  NODE,
  pod,
  PODS,
  type Row,
  RUNS,
  service,
  SERVICES,
  WAITS,
  withoutStatus,
} from '../row';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
const NONE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const PARTIAL = {
  accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
};

interface Named {
  readonly metadata: { readonly name: string };
}

interface WithPhase {
  readonly status: { readonly phase: string };
}

/** The names in a list, with what the list says of itself. */
const names = ({ items, ...list }: { items?: Named[] }): unknown => ({
  ...list,
  ...(items && { items: items.map(({ metadata }) => metadata.name) }),
});

interface Table {
  readonly columnDefinitions: { readonly name: string }[];
  readonly rows: { readonly cells: unknown[]; readonly object: unknown }[];
}

/** A table without the sentences that explain its columns, and without the cells in which time passes. */
const table = ({ columnDefinitions, rows, ...rest }: Table): unknown => ({
  ...rest,
  columnDefinitions: columnDefinitions.map((column) => ({ ...column, description: undefined })),
  rows: rows.map(({ cells, object }) => ({
    cells: cells.map((cell, at) => {
      const { name } = columnDefinitions[at] ?? { name: '' };
      return ['Age', 'Last Seen', 'IP', 'Cluster-IP'].includes(name) ? '*' : cell;
    }),
    object: object && withoutStatus(object as Record<string, unknown>),
  })),
});

const selectors = [
  'app=nats',
  'app==nats,tier!=test',
  'app!=nats',
  'app in (nats, redis)',
  'app notin (nats)',
  'app',
  '!app',
  'tier',
  'app=',
  'app in ()',
  ' app = nats ',
  ',',
  'app=nats,',
  'app,,tier',
];
const malformed = [
  'app===x',
  'app in nats',
  'app in (nats',
  '=nats',
  'app=a b',
  'app=-',
  '!',
  'app>x',
  '!app=x',
  'app=nats)',
  'a/b/c=x',
  `app=${'x'.repeat(64)}`,
  '-app',
];
const fields = [
  `metadata.name=${RUNS}`,
  `metadata.name!=${RUNS}`,
  'metadata.namespace=default',
  `spec.nodeName=${NODE}`,
  'status.phase=Running',
  'status.phase!=Running',
  `metadata.name==${WAITS}`,
  'spec.restartPolicy=Always',
  'metadata.name=',
  '',
];
const wrongFields = [
  'spec.x=y',
  'metadata.labels.app=nats',
  'metadata.name',
  'metadata.name<x',
  'status.phase',
  'a=b,c=d',
  'metadata.uid=x',
];

const by = (kind: string, selector: string): string =>
  `${PODS}?${kind}Selector=${encodeURIComponent(selector)}`;

export const READING: readonly Row[] = [
  {
    name: 'create a pod on a node',
    method: 'POST',
    path: PODS,
    body: pod(RUNS, { nodeName: NODE, nodeSelector: undefined }),
    of: withoutStatus,
  },
  {
    name: 'create a pod that no node wants',
    method: 'POST',
    path: PODS,
    body: pod(WAITS),
    of: withoutStatus,
  },
  {
    name: 'a pod on a node runs',
    path: `${PODS}/${RUNS}`,
    until: (body: WithPhase) => body.status.phase === 'Running',
    of: (body: WithPhase) => body.status.phase,
  },
  { name: 'get pod', path: `${PODS}/${RUNS}`, of: withoutStatus },
  { name: 'get unknown pod', path: `${PODS}/nobody` },
  { name: 'get pod in an unknown namespace', path: `/api/v1/namespaces/shop/pods/x` },
  { name: 'get unknown deployment', path: `${DEPLOYMENTS}/nobody` },
  { name: 'get unknown service', path: `${SERVICES}/nobody` },
  { name: 'get unknown namespace', path: '/api/v1/namespaces/shop' },
  { name: 'get the namespace default', path: '/api/v1/namespaces/default' },
  { name: 'list pods', path: PODS, of: names },
  { name: 'list pods of all namespaces', path: '/api/v1/pods', of: names },
  { name: 'list pods of an unknown namespace', path: '/api/v1/namespaces/shop/pods', of: names },
  {
    name: 'an element of a list',
    path: by('field', `metadata.name=${WAITS}`),
    of: ({ items }: { items: Record<string, unknown>[] }) => items.map(withoutStatus),
  },
  ...selectors.map((selector): Row => ({
    name: `label selector ${JSON.stringify(selector)}`,
    path: by('label', selector),
    of: names,
  })),
  ...malformed.map((selector): Row => ({
    name: `malformed label selector ${JSON.stringify(selector)}`,
    path: by('label', selector),
  })),
  ...fields.map((selector): Row => ({
    name: `field selector ${JSON.stringify(selector)}`,
    path: by('field', selector),
    of: names,
  })),
  ...wrongFields.map((selector): Row => ({
    name: `field selector that is none ${JSON.stringify(selector)}`,
    path: by('field', selector),
  })),
  { name: 'field selector of another kind', path: `${SERVICES}?fieldSelector=spec.nodeName%3Dx` },
  { name: 'field selector of deployments', path: `${DEPLOYMENTS}?fieldSelector=status.phase%3Dx` },
  {
    name: 'list of one page',
    path: `${PODS}?limit=1`,
    of: ({
      items,
      metadata: { remainingItemCount },
    }: {
      items: Named[];
      metadata: { remainingItemCount?: number };
    }) => [items.length, remainingItemCount],
  },
  { name: 'list of one page that is large enough', path: `${PODS}?limit=500`, of: names },
  { name: 'a limit that is no number', path: `${PODS}?limit=many` },
  {
    name: 'a place to continue at that is none',
    path: `${PODS}?limit=1&continue=nowhere`,
    brief: true,
  },
  { name: 'a version that is no number', path: `${PODS}?resourceVersion=new` },
  { name: 'list at version 0', path: `${PODS}?resourceVersion=0`, of: names },
  {
    name: 'a table of pods',
    path: by('field', `metadata.name=${RUNS}`),
    headers: TABLE,
    of: table,
  },
  {
    name: 'a table of one pod',
    path: `${PODS}/${WAITS}`,
    headers: TABLE,
    of: ({ columnDefinitions, ...rest }: Table) => table({ ...rest, columnDefinitions }),
  },
  {
    name: 'a table with whole objects',
    path: `${PODS}/${RUNS}?includeObject=Object`,
    headers: TABLE,
    of: table,
  },
  {
    name: 'a table without objects',
    path: `${PODS}/${RUNS}?includeObject=None`,
    headers: TABLE,
    of: table,
  },
  {
    name: 'a table with something else of objects',
    path: `${PODS}/${RUNS}?includeObject=Some`,
    headers: TABLE,
  },
  { name: 'a table of nothing', path: by('label', 'app=nobody'), headers: NONE, of: table },
  { name: 'a table of an unknown pod', path: `${PODS}/nobody`, headers: TABLE },
  {
    name: 'a table of namespaces',
    path: '/api/v1/namespaces?fieldSelector=metadata.name%3Ddefault',
    headers: TABLE,
    of: table,
  },
  { name: 'create a service', method: 'POST', path: SERVICES, body: service('nats-srv') },
  {
    name: 'a table of services',
    path: `${SERVICES}?fieldSelector=metadata.name%3Dnats-srv`,
    headers: TABLE,
    of: table,
  },
  {
    name: 'create a deployment',
    method: 'POST',
    path: DEPLOYMENTS,
    body: deployment('other'),
    of: withoutStatus,
  },
  { name: 'a table of deployments', path: DEPLOYMENTS, headers: TABLE, of: table },
  {
    name: 'a table of replica sets',
    path: '/apis/apps/v1/namespaces/shop/replicasets',
    headers: TABLE,
    of: table,
  },
  { name: 'a table of events', path: '/api/v1/namespaces/shop/events', headers: TABLE, of: table },
  {
    name: 'a table of endpoint slices',
    path: '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices',
    headers: TABLE,
    of: table,
  },
  {
    name: 'a table of endpoints',
    path: '/api/v1/namespaces/shop/endpoints',
    headers: TABLE,
    of: table,
  },
  {
    name: 'only the metadata of all',
    path: by('field', `metadata.name=${RUNS}`),
    headers: PARTIAL,
  },
  { name: 'log of an unknown pod', path: `${PODS}/nobody/log` },
  {
    name: 'log of a pod without a node',
    path: `${PODS}/${WAITS}/log`,
  },
  { name: 'log of an unknown container', path: `${PODS}/${RUNS}/log?container=x` },
  { name: 'so many last lines that it is no number', path: `${PODS}/${RUNS}/log?tailLines=few` },
  { name: 'fewer last lines than none', path: `${PODS}/${RUNS}/log?tailLines=-1` },
  {
    name: 'a number of seconds of the log that is none',
    path: `${PODS}/${RUNS}/log?sinceSeconds=0`,
  },
];
