import type { Clock } from '@workbook/clock';
import { deleteObject } from './deletion';
import type { Pod } from './objects';
import type { Kubelet } from './pods/kubelet';
import { type Call, sendJSON } from './requests/call';
import { discover } from './requests/discovery';
import { logs } from './requests/logs';
import { type Route, routeOf } from './requests/route';
import { selected, shownAlone, shownAsList } from './requests/view';
import { watch } from './requests/watch';
import { create, graceOf, patch, update } from './requests/write';
import { PODS } from './resources/pods';
import { badRequest, notAllowed } from './status';
import type { Store } from './store';

/** What requests are about. */
export interface Cluster {
  readonly store: Store;
  readonly clock: Clock;
  readonly kubelet: Kubelet;
  readonly mayForward: () => boolean;
}

/** Answers a request that has been let in. @throws StatusError if that is the answer */
export async function answer(call: Call, cluster: Cluster): Promise<void> {
  if (call.method === 'GET' && discover(call)) return;
  const route = routeOf(call.path);
  if (route.subresource !== undefined) answerBelow(call, route, cluster);
  else if (route.name !== undefined) await answerOne(call, route, cluster);
  else await answerAll(call, route, cluster);
}

function answerBelow(call: Call, route: Route, { store, kubelet }: Cluster): void {
  const pod = podOf(route, store);
  if (route.subresource === 'portforward') {
    // Whoever asks for an upgrade does not come here.
    hostOf(pod);
    throw badRequest('Upgrade request required');
  }
  if (call.method !== 'GET') throw notAllowed();
  logs(call, pod, kubelet);
}

async function answerOne(call: Call, route: Route, { store, clock }: Cluster): Promise<void> {
  const { method, response, query } = call;
  const { resource, namespace, name } = route;
  const isWatch = query.get('watch') === 'true';
  if (method === 'GET' && isWatch) {
    watch(call, route, store, clock);
    return;
  }
  if (method !== 'GET' && !resource.isWritable) throw notAllowed();
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
    case 'DELETE': {
      const grace = await graceOf(call);
      sendJSON(response, 200, deleteObject(store, clock, resource, find(), grace));
      return;
    }
    default:
      throw notAllowed();
  }
}

async function answerAll(call: Call, route: Route, { store, clock }: Cluster): Promise<void> {
  const { method, response, query } = call;
  const { resource, namespace } = route;
  if (method === 'POST' && resource.isWritable) {
    if (resource.isNamespaced && namespace === undefined) throw notAllowed();
    sendJSON(response, 201, await create(call, route, store));
    return;
  }
  if (method !== 'GET') throw notAllowed();
  if (query.get('watch') === 'true') {
    watch(call, route, store, clock);
    return;
  }
  const objects = store.list(resource, namespace).filter(selected(call, route));
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
