import {
  type EndpointPort,
  type Endpoints,
  type EndpointSlice,
  type NewObject,
  type ObjectReference,
  type Pod,
  type Service,
} from '../objects';
import { isReady } from '../pods/ready';
import { PODS } from '../resources/pods';
import { ENDPOINT_SLICES, ENDPOINTS, SERVICES } from '../resources/services';
import { hasLabels } from '../selectors/label-selector';
import type { Resource } from '../resources/resource';
import type { Listener, Store } from '../store';
import { ownerOf } from './owned';

/** Says to which pods each service leads. */
export function services(store: Store): Listener {
  const sync = (service: Service): void => {
    const { selector } = service.spec;
    if (!selector) return;
    const { namespace, name } = service.metadata;
    const pods = store
      .list<Pod>(PODS, namespace)
      .filter((pod) => hasLabels(pod, selector) && pod.status.podIP !== undefined);
    const meta = { name, namespace: namespace!, labels: { 'kubernetes.io/service-name': name } };
    const [first] = pods;
    const ports = service.spec.ports.map((port) => ({
      name: port.name ?? '',
      port: first ? targetPort(port.targetPort!, first) : Number(port.targetPort) || port.port,
      protocol: port.protocol!,
    }));
    put(store, ENDPOINTS, {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...meta, ownerReferences: [ownerOf(service)] },
      subsets: pods.length === 0 ? [] : [subsetOf(pods, ports)],
    });
    put(store, ENDPOINT_SLICES, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...meta, name: `${name}-pocket`, ownerReferences: [ownerOf(service)] },
      addressType: 'IPv4',
      endpoints: pods.map((pod) => ({
        addresses: [pod.status.podIP!],
        conditions: { ready: isReady(pod) },
        targetRef: referenceOf(pod),
      })),
      ports,
    });
  };
  return ({ type, resource, object }) => {
    const { namespace, name } = object.metadata;
    if (resource === SERVICES && type !== 'DELETED') {
      const service = store.find(SERVICES, namespace, name);
      if (service) sync(service);
    } else if (resource === PODS) {
      for (const service of store.list(SERVICES, namespace)) {
        if (service.spec.selector && hasLabels(object, service.spec.selector)) sync(service);
      }
    }
  };
}

function subsetOf(pods: readonly Pod[], ports: EndpointPort[]): Endpoints['subsets'][number] {
  const addressesOf = (wanted: boolean) =>
    pods
      .filter((pod) => isReady(pod) === wanted)
      .map((pod) => ({ ip: pod.status.podIP!, targetRef: referenceOf(pod) }));
  const [addresses, notReadyAddresses] = [addressesOf(true), addressesOf(false)];
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ports,
  };
}

/** A port may be named, and each pod say which it is. */
function targetPort(target: number | string, pod: Pod): number {
  const named = pod.spec.containers
    .flatMap(({ ports = [] }) => ports)
    .find(({ name }) => name === target);
  return named?.containerPort ?? Number(target);
}

function referenceOf({ metadata: { name, namespace, uid } }: Pod): ObjectReference {
  return { kind: 'Pod', namespace: namespace!, name, uid };
}

function put<T extends Endpoints | EndpointSlice>(
  store: Store,
  resource: Resource<T>,
  wanted: NewObject<T>,
): void {
  const before = store.find(resource, wanted.metadata.namespace, wanted.metadata.name!);
  if (!before) store.create(resource, wanted);
  else store.replace(resource, { ...before, ...wanted, metadata: before.metadata });
}
