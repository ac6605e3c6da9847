import {
  DEPLOYMENTS,
  NODE,
  pod,
  PODS,
  type Row,
  RUNS,
  SERVICES,
  SETS,
  WAITS,
  withoutStatus,
} from '../row';

const gone = (name: string, path: string): Row => ({ name, path });

export const DELETING: readonly Row[] = [
  { name: 'delete an unknown pod', method: 'DELETE', path: `${PODS}/nobody` },
  { name: 'delete an unknown deployment', method: 'DELETE', path: `${DEPLOYMENTS}/nobody` },
  {
    name: 'delete with a body that is no JSON',
    method: 'DELETE',
    path: `${PODS}/${WAITS}`,
    body: '{',
  },
  {
    name: 'delete with options of another kind',
    method: 'DELETE',
    path: `${PODS}/${WAITS}`,
    body: { kind: 'Pod', apiVersion: 'v1' },
  },
  {
    name: 'delete a pod that is another',
    method: 'DELETE',
    path: `${PODS}/${WAITS}`,
    body: { preconditions: { uid: 'another' } },
  },
  {
    name: 'delete with a grace period that is no number',
    method: 'DELETE',
    path: `${PODS}/${WAITS}?gracePeriodSeconds=long`,
  },
  {
    name: 'delete a pod, but only to see',
    method: 'DELETE',
    path: `${PODS}/${WAITS}?dryRun=All`,
    of: withoutStatus,
  },
  { name: 'what was deleted to see is there', path: `${PODS}/${WAITS}`, of: withoutStatus },
  {
    name: 'delete a pod without a node',
    method: 'DELETE',
    path: `${PODS}/${WAITS}`,
    of: withoutStatus,
  },
  gone('a deleted pod is gone', `${PODS}/${WAITS}`),
  { name: 'delete a pod that runs', method: 'DELETE', path: `${PODS}/${RUNS}`, of: withoutStatus },
  {
    name: 'which is gone in the end',
    path: `${PODS}/${RUNS}`,
    until: ({ kind }: { kind?: string }) => kind === 'Status',
  },
  {
    name: 'create a pod to kill',
    method: 'POST',
    path: PODS,
    body: pod('killed', { nodeName: NODE, nodeSelector: undefined }),
    of: withoutStatus,
  },
  {
    name: 'delete at once',
    method: 'DELETE',
    path: `${PODS}/killed`,
    body: { gracePeriodSeconds: 0 },
    of: withoutStatus,
  },
  gone('what was killed is gone', `${PODS}/killed`),
  { name: 'delete a deployment', method: 'DELETE', path: `${DEPLOYMENTS}/other` },
  { name: 'delete a replica set', method: 'DELETE', path: `${SETS}/set` },
  { name: 'delete a service', method: 'DELETE', path: `${SERVICES}/named` },
  gone('a deleted service is gone', `${SERVICES}/named`),
  {
    name: 'delete all pods with a label that nobody has',
    method: 'DELETE',
    path: `${PODS}?labelSelector=app%3Dnobody`,
  },
  {
    name: 'delete all pods',
    method: 'DELETE',
    path: PODS,
    of: ({ kind, items }: { kind: string; items: object[] }) => [kind, items.length],
  },
  { name: 'then there are none', path: PODS },
];
