import type { Clock } from '@workbook/clock';
import type { Pod } from './objects';
import type { Kubelet } from './pods/kubelet';
import { accepts } from './requests/accept';
import { type Call, isTrue, sendJSON } from './requests/call';
import { remove, removeAll } from './requests/delete';
import { discover } from './requests/discovery';
import { logs } from './requests/logs';
import { type Route, routeOf } from './requests/route';
import { scale } from './requests/scale';
import { versionIn } from './requests/version';
import { selected, shownAlone, shownAsList } from './requests/view';
import { watch } from './requests/watch';
import { create, patch, update } from './requests/write';
import { PODS } from './resources/pods';
import { badRequest, notAllowed } from './status';
import type { Store } from './store';

/** What requests are about. */
export interface Cluster {
  readonly store: Store;
  readonly clock: Clock;
  readonly kubelet: Kubelet;
  readonly mayForward: (pod: string) => boolean | Promise<boolean>;
  /** Ends each watch that is under way. */
  readonly watches: Set<() => void>;
}

/** Answers a request that has been let in. @throws StatusError if that is the answer */
export async function answer(call: Call, cluster: Cluster): Promise<void> {
  if (call.method === 'GET' && discover(call)) return;
  const route = routeOf(call.path);
  if (route.subresource === 'scale') await scale(call, route, cluster.store);
  else if (route.subresource !== undefined) answerBelow(call, route, cluster);
  else if (route.name !== undefined) await answerOne(call, route, cluster);
  else await answerAll(call, route, cluster);
}

function answerBelow(call: Call, route: Route, { store, kubelet }: Cluster): void {
  const pod = podOf(route, store);
  if (route.subresource === 'portforward') {
    if (call.method !== 'GET' && call.method !== 'POST') throw notAllowed();
    // Whoever asks for an upgrade does not come here.
    hostOf(pod);
    throw badRequest('Upgrade request required');
  }
  if (call.method !== 'GET') throw notAllowed();
  logs(call, pod, kubelet);
}

async function answerOne(call: Call, route: Route, cluster: Cluster): Promise<void> {
  const { store, clock } = cluster;
  const { method, response, query } = call;
  const { resource, namespace, name } = route;
  accepts(call, false);
  if (method === 'GET' && isTrue(query, 'watch')) {
    watch(call, route, cluster);
    return;
  }
  const find = () => store.get(resource, namespace, name!);
  switch (method) {
    case 'GET':
      sendJSON(response, 200, shownAlone(call, route, find(), clock.now()));
      return;
    case 'PUT':
      sendJSON(response, 200, await update(call, route, store));
      return;
    case 'PATCH':
      sendJSON(response, 200, await patch(call, route, store));
      return;
    case 'DELETE':
      await remove(call, route, store, clock);
      return;
    default:
      throw notAllowed();
  }
}

async function answerAll(call: Call, route: Route, cluster: Cluster): Promise<void> {
  const { store, clock } = cluster;
  const { method, response, query } = call;
  const { resource, namespace } = route;
  accepts(call, true);
  if (method === 'POST') {
    if (resource.isNamespaced && namespace === undefined) throw notAllowed();
    sendJSON(response, 201, await create(call, route, store));
    return;
  }
  if (method === 'DELETE' && resource.isNamespaced && namespace !== undefined) {
    await removeAll(call, route, store, clock);
    return;
  }
  if (method !== 'GET') throw notAllowed();
  if (isTrue(query, 'watch')) {
    watch(call, route, cluster);
    return;
  }
  const objects = store.list(resource, namespace).filter(selected(call, route));
  versionIn(query);
  sendJSON(response, 200, shownAsList(call, route, objects, store.version, clock.now()));
}

/** @throws StatusError if there is none */
export function podOf({ namespace, name }: Route, store: Store): Pod {
  return store.get(PODS, namespace, name!);
}

/** The node of a pod. @throws StatusError if it has none yet */
export function hostOf({ spec, metadata }: Pod): string {
  if (spec.nodeName !== undefined) return spec.nodeName;
  throw badRequest(`pod ${metadata.name} does not have a host assigned`);
}
