/**
 * A pocket Kubernetes cluster: an API server on loopback that kubectl and the client library accept, and one
 * node, in whose pods brokers run that can be reached by port-forward only.
 */
export { type ClusterOptions, type PocketCluster, startCluster } from './cluster';
export type { ClusterEvent } from './emit';
export type { ContainerStart, Image, Running } from './pods/image';
