import type { Clock } from '@workbook/clock';
import { deleteObject } from '../deletion';
import { badRequest, deleted, noSuchKind, otherUID } from '../status';
import type { Store } from '../store';
import { optionsOf } from './body';
import { type Call, numberIn, sendJSON } from './call';
import type { Route } from './route';
import { selected, shownAsList } from './view';
import { dry } from './write';

interface DeleteOptions {
  readonly gracePeriodSeconds: number;
  readonly preconditions: { readonly uid?: string };
}

/** @throws StatusError if there is none, or another is meant */
export async function remove(call: Call, route: Route, store: Store, clock: Clock): Promise<void> {
  const { resource, namespace, name } = route;
  const { isDry, grace, uid } = await wanted(call);
  const object = store.get(resource, namespace, name!);
  if (uid !== undefined && uid !== object.metadata.uid) {
    throw otherUID(resource, name!, uid, object.metadata.uid);
  }
  const last = deleteObject(store, clock, resource, object, grace, isDry);
  const isShown = resource.showsDeleted;
  sendJSON(call.response, 200, isShown ? last : deleted(resource, name!, object.metadata.uid));
}

/** All of a list. @throws StatusError */
export async function removeAll(
  call: Call,
  route: Route,
  store: Store,
  clock: Clock,
): Promise<void> {
  const { resource, namespace } = route;
  const { isDry, grace } = await wanted(call);
  const objects = store.list(resource, namespace).filter(selected(call, route));
  const version = store.version;
  const last = objects.map((one) => deleteObject(store, clock, resource, one, grace, isDry));
  sendJSON(call.response, 200, shownAsList(call, route, last, version, clock.now()));
}

async function wanted(
  call: Call,
): Promise<{ isDry: boolean; grace: number | undefined; uid: string | undefined }> {
  const options = await optionsOf<DeleteOptions>(call.request);
  const { kind = 'DeleteOptions', apiVersion = 'v1' } = options;
  if (kind !== 'DeleteOptions') throw badRequest(noSuchKind(kind, apiVersion));
  return {
    isDry: dry(call, 'DeleteOptions'),
    grace: options.gracePeriodSeconds ?? numberIn(call.query, 'gracePeriodSeconds'),
    uid: options.preconditions?.uid,
  };
}
