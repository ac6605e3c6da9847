import * as library from '@kubernetes/client-node';
import type { PocketCluster } from '../src';

/** What the Kubernetes client library makes of the kubeconfig of a cluster. */
export function configOf(cluster: PocketCluster): library.KubeConfig {
  const config = new library.KubeConfig();
  config.loadFromString(cluster.kubeconfig);
  return config;
}
