import { isDeepStrictEqual } from 'node:util';
import { FieldErrors } from '../field-errors';
import type { KubeObject, NewObject } from '../objects';
import { NAMESPACES } from '../resources/others';
import { badRequest, invalid, notFound } from '../status';
import type { Store } from '../store';
import { randomSuffix } from '../suffix';
import type { Call } from './call';
import { check } from './checked';
import { given } from './given';
import { patched } from './patch';
import type { Route } from './route';
import { typed, TypeMismatch } from './types';

/** @throws StatusError if the object cannot be */
export async function create(call: Call, route: Route, store: Store): Promise<KubeObject> {
  const { resource, namespace } = route;
  const isDry = dry(call, 'CreateOptions');
  const object = await given(call, resource);
  const { metadata } = object;
  if (!metadata.name && metadata.generateName) {
    metadata.name = metadata.generateName + randomSuffix();
  }
  mustBeIn(object, namespace);
  if (namespace !== undefined) {
    if (!store.find(NAMESPACES, undefined, namespace)) throw notFound(NAMESPACES, namespace);
    metadata.namespace = namespace;
  }
  // How it is gets said by who looks after it.
  Reflect.deleteProperty(object, 'status');
  if (resource.hasGeneration) metadata.generation = 1;
  check(resource, object);
  resource.allocate(object, store.list(resource));
  return store.create(resource, object, isDry);
}

/** @throws StatusError if there is none, or it cannot be so */
export async function update(call: Call, route: Route, store: Store): Promise<KubeObject> {
  const isDry = dry(call, 'UpdateOptions');
  const object = await given(call, route.resource);
  const before = store.get(route.resource, route.namespace, route.name!);
  return put(route, store, before, object, isDry);
}

/** @throws StatusError if there is none, or it cannot be so */
export async function patch(call: Call, route: Route, store: Store): Promise<KubeObject> {
  const isDry = dry(call, 'PatchOptions');
  const before = store.get(route.resource, route.namespace, route.name!);
  const object = mustBeTyped(await patched<NewObject>(call, before));
  return put(route, store, before, object, isDry);
}

/** What a patch has made. @throws StatusError if that has a field of another type */
export function mustBeTyped<T extends NewObject>(object: T): T {
  try {
    return typed(object);
  } catch (error) {
    if (!(error instanceof TypeMismatch)) throw error;
    const errors = new FieldErrors();
    errors.invalid('patch', JSON.stringify(object), error.message);
    throw invalid({ plural: '', group: '', kind: '' }, '', errors.all);
  }
}

/** Puts what is given in the place of what was there. @throws StatusError if it cannot be so */
export function put(
  { resource, namespace, name }: Route,
  store: Store,
  before: KubeObject,
  object: NewObject,
  isDry: boolean,
): KubeObject {
  const { metadata } = object;
  if (metadata.name !== name) {
    const names = `the name of the object (${metadata.name}) does not match the name on the URL (${name})`;
    throw badRequest(names);
  }
  mustBeIn(object, namespace);
  const after = structuredClone(object) as KubeObject;
  const { uid, creationTimestamp, generation } = before.metadata;
  Object.assign(after.metadata, { uid, creationTimestamp, resourceVersion: '' });
  if (namespace !== undefined) after.metadata.namespace = namespace;
  if (generation !== undefined) after.metadata.generation = generation;
  after.metadata.resourceVersion = metadata.resourceVersion ?? '';
  keepStatus(after, before);
  resource.keep(after, before);
  check(resource, after, before);
  const isSame = isDeepStrictEqual(resource.counted(after), resource.counted(before));
  if (generation !== undefined && !isSame) {
    after.metadata.generation = generation + 1;
  }
  return isDry ? after : store.replace(resource, after);
}

/** Who changes an object does not say how it is. */
function keepStatus(after: object, before: object): void {
  Reflect.deleteProperty(after, 'status');
  if ('status' in before) Object.assign(after, { status: before.status });
}

/** @throws StatusError if the object says that it is in another namespace */
function mustBeIn({ metadata }: NewObject, namespace: string | undefined): void {
  if (!metadata.namespace || metadata.namespace === namespace) return;
  throw badRequest(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
}

/** True if nothing is to come of the request. @throws StatusError if it says so in other words */
export function dry({ query }: Call, options: string): boolean {
  const given = query.getAll('dryRun');
  if (given.some((word) => word !== 'All')) {
    const errors = new FieldErrors();
    errors.unsupported('dryRun', given, ['All']);
    throw invalid({ plural: '', group: 'meta.k8s.io', kind: options }, '', errors.all);
  }
  return given.length > 0;
}
