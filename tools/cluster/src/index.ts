/** Forwards ports to what runs in a pod, for kubectl and for the Kubernetes client library. */
export { ForwardError, type ForwardTarget } from './portforward/target';
export { Upgrader } from './portforward/upgrade';
