import { CoreV1Api, type KubeConfig, type V1Pod } from '@kubernetes/client-node';

/** Which pods are meant: those of a namespace whose labels a selector chooses. */
export interface Wanted {
  readonly kubeConfig: KubeConfig;
  readonly namespace: string;
  /** As `kubectl get pods -l` takes it: `app=nats`. */
  readonly selector: string;
}

/**
 * Finds a pod that is ready now, and resolves to its name. Rejects with an `Error` if there is none: its
 * message names the selector, the namespace, and the pods that are there and not ready.
 */
export async function findPod({ kubeConfig, namespace, selector }: Wanted): Promise<string> {
  const core = kubeConfig.makeApiClient(CoreV1Api);
  const { items } = await core.listNamespacedPod({ namespace, labelSelector: selector });
  const nameOf = ({ metadata }: V1Pod): string => metadata!.name!;
  const pod = items[0];
  if (pod) return nameOf(pod);
  const where = `with the label ${selector} in the namespace ${namespace}`;
  if (items.length === 0) throw new Error(`There is no pod ${where}.`);
  throw new Error(`No pod ${where} is ready: ${items.map(nameOf).join(', ')}.`);
}
