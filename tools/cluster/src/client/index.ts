/** What a small client of an API server needs, without the cluster: who wants only to ask loads no broker. */
export { type Access, accessIn, type Kubeconfig } from './access';
export { type Answer, ask } from './ask';
export { type Manifest, pathOf } from './manifest';
