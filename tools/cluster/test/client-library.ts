import type * as Kubernetes from '@kubernetes/client-node';
import type { PocketCluster } from '../src';

export type { Kubernetes };

/** The Kubernetes client library, in a test whose environment is `fixtures/client-environment.cjs`. */
export const library = (globalThis as unknown as { kubernetes: typeof Kubernetes }).kubernetes;

/** What the library makes of the kubeconfig of a cluster. */
export function configOf(cluster: PocketCluster): Kubernetes.KubeConfig {
  const config = new library.KubeConfig();
  config.loadFromString(cluster.kubeconfig);
  return config;
}
