import { PODS, type Row, RUNS } from '../row';

interface Version {
  readonly major: string;
  readonly minor: string;
  readonly gitVersion: string;
}

/** Who is let in, and where the doors are. */
export const ACCESS: readonly Row[] = [
  { name: 'wrong token', path: PODS, token: 'wrong' },
  { name: 'no token', path: PODS, token: null },
  { name: 'get pod, no token', path: `${PODS}/${RUNS}`, token: null },
  { name: 'no token, for what does not exist', path: '/nothing', token: null },
  { name: 'no token, /version', path: '/version', token: null },
  { name: 'no token, /healthz', path: '/healthz', token: null },
  {
    name: 'a scheme that is not Bearer',
    path: PODS,
    token: null,
    headers: { authorization: 'Basic eDp5' },
  },
  { name: '/healthz', path: '/healthz' },
  { name: '/livez', path: '/livez' },
  { name: '/readyz', path: '/readyz' },
  {
    name: '/version',
    path: '/version',
    of: ({ major, minor, gitVersion }: Version) => ({ major, minor, gitVersion }),
  },
  { name: 'a path that is nowhere', path: '/nothing' },
  { name: 'a resource that is not there', path: '/api/v1/nothing' },
  {
    name: 'a resource that is not there, with a name',
    path: '/api/v1/namespaces/default/nothing/x',
  },
  { name: 'a group that is not there', path: '/apis/nothing.k8s.io/v1/things' },
  { name: 'a version that is not there', path: '/apis/apps/v9/deployments' },
  { name: 'a subresource that is not there', path: `${PODS}/${RUNS}/nothing` },
  { name: 'one pod outside of a namespace', path: `/api/v1/pods/${RUNS}` },
  { name: 'a namespace for what is in none', path: '/api/v1/namespaces/default/namespaces' },
  { name: 'a slash at the end', path: `${PODS}/`, of: ({ kind }: { kind: string }) => kind },
  { name: 'POST to one pod', method: 'POST', path: `${PODS}/${RUNS}`, body: {} },
  { name: 'PUT to all pods', method: 'PUT', path: PODS, body: {} },
  { name: 'PATCH of all pods', method: 'PATCH', path: PODS, body: {} },
  { name: 'POST to the pods of all namespaces', method: 'POST', path: '/api/v1/pods', body: {} },
  { name: 'a method that nobody knows', method: 'PROPFIND', path: PODS },
  { name: 'OPTIONS', method: 'OPTIONS', path: PODS },
  { name: 'POST to a log', method: 'POST', path: `${PODS}/${RUNS}/log`, body: {} },
  { name: 'a type that nobody writes', path: PODS, headers: { accept: 'application/xml' } },
  {
    name: 'a type that nobody writes, for one',
    path: `${PODS}/${RUNS}`,
    headers: { accept: 'text/html' },
  },
  {
    name: 'one of several types',
    path: `${PODS}/nobody`,
    headers: { accept: 'text/html, application/json' },
  },
  { name: 'any type', path: `${PODS}/nobody`, headers: { accept: '*/*' } },
];
