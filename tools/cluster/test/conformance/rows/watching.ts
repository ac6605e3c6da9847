import { pod, PODS, type Row } from '../row';

const merge = { 'content-type': 'application/merge-patch+json' };
const label = (app: string): object => ({
  method: 'PATCH',
  path: `${PODS}/seen`,
  headers: merge,
  body: { metadata: { labels: { app } } },
});
const life = [
  { method: 'POST', path: PODS, body: pod('seen') },
  { path: PODS, ...label('other') },
  { path: PODS, ...label('nats') },
  { method: 'DELETE', path: `${PODS}/seen` },
];

/** Watches; changes of a status alone are left out, because they come when a controller comes to it. */
export const WATCHING: readonly Row[] = [
  { name: 'watch: a pod comes, changes and goes', watch: PODS, during: life },
  { name: 'watch of the pods of all namespaces', watch: '/api/v1/pods', during: life },
  {
    name: 'watch with a label selector: what no longer matches is deleted, what does again is added',
    watch: `${PODS}?labelSelector=app%3Dnats`,
    during: life,
  },
  {
    name: 'watch with a field selector',
    watch: `${PODS}?fieldSelector=metadata.name%3Dnobody`,
    during: life,
  },
  {
    name: 'watch from version 0 begins with what is there',
    watch: `${PODS}?labelSelector=app%3Dnats`,
    from: '0',
    during: [],
  },
  { name: 'watch from a version that is too old', watch: PODS, from: '1', during: [] },
  {
    name: 'watch from a version that is no number',
    path: `${PODS}?watch=true&resourceVersion=new`,
  },
  {
    name: 'watch with all that is there first, but without saying how old it may be',
    path: `${PODS}?watch=true&sendInitialEvents=true`,
  },
  {
    name: 'watch with a malformed selector',
    path: `${PODS}?watch=true&labelSelector=app%3D%3D%3Dx`,
  },
  {
    name: 'watch of a pod that is not there',
    watch: `${PODS}?fieldSelector=metadata.name%3Dnobody`,
    from: '0',
    during: [],
  },
  {
    name: 'watch with 1 for true',
    path: `${PODS}?watch=1&timeoutSeconds=1&resourceVersion=0&fieldSelector=metadata.name%3Dnobody`,
  },
  { name: 'watch for a time that is no number', path: `${PODS}?watch=true&timeoutSeconds=long` },
];
