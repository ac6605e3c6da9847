import type { KubeObject, NewObject } from '../objects';
import { NAMESPACES } from '../resources/others';
import { apiVersionOf } from '../resources/resource';
import { badRequest, invalid, notFound, unsupportedMediaType } from '../status';
import type { Store } from '../store';
import { randomSuffix } from '../suffix';
import { bodyOf, type Call, numberIn } from './call';
import { type JsonObject, merged, strategicallyMerged } from './merge';
import type { Route } from './route';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PATCHES: Readonly<Record<string, typeof merged>> = {
  'application/merge-patch+json': merged,
  'application/strategic-merge-patch+json': strategicallyMerged,
};

/** @throws StatusError if the object cannot be */
export async function create(call: Call, route: Route, store: Store): Promise<KubeObject> {
  const { resource, namespace } = route;
  const object = await objectOf(call, route);
  const { metadata } = object;
  if (!metadata.name && metadata.generateName) {
    metadata.name = metadata.generateName + randomSuffix();
  }
  if (namespace !== undefined) {
    if (!store.find(NAMESPACES, undefined, namespace)) throw notFound(NAMESPACES, namespace);
    metadata.namespace = namespace;
  }
  const name = metadata.name ?? '';
  if (name === '')
    throw invalid(
      resource,
      name,
      'metadata.name',
      'Required value: name or generateName is required',
    );
  if (!NAME.test(name) || name.length > 253) {
    const rule =
      'a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters';
    throw invalid(resource, name, 'metadata.name', `Invalid value: "${name}": ${rule}, '-' or '.'`);
  }
  metadata.generation = 1;
  resource.complete(object);
  return isDry(call) ? (object as KubeObject) : store.create(resource, object);
}

/** @throws StatusError if there is none, or it cannot be so */
export async function update(call: Call, route: Route, store: Store): Promise<KubeObject> {
  const before = store.get(route.resource, route.namespace, route.name!);
  return put(call, route, store, before, await objectOf(call, route));
}

/** @throws StatusError if there is none, or it cannot be so */
export async function patch(call: Call, route: Route, store: Store): Promise<KubeObject> {
  const type = (call.request.headers['content-type'] ?? '').split(';')[0]!;
  const merge = PATCHES[type];
  if (!merge) throw unsupportedMediaType(Object.keys(PATCHES));
  const body = await bodyOf<JsonObject>(call.request);
  const before = store.get(route.resource, route.namespace, route.name!);
  const after = merge(before as unknown as JsonObject, body ?? {});
  return put(call, route, store, before, after as unknown as NewObject);
}

function put(
  call: Call,
  { resource }: Route,
  store: Store,
  before: KubeObject,
  given: NewObject,
): KubeObject {
  const { uid, creationTimestamp, namespace, name } = before.metadata;
  const version = given.metadata.resourceVersion ?? '';
  const object = structuredClone(given) as KubeObject;
  Object.assign(object.metadata, {
    uid,
    creationTimestamp,
    namespace,
    name,
    resourceVersion: version,
  });
  if (!resource.isNamespaced) delete object.metadata.namespace;
  resource.complete(object);
  const specOf = (of: object): string => JSON.stringify((of as { spec?: unknown }).spec);
  const isNew = specOf(object) !== specOf(before);
  object.metadata.generation = (before.metadata.generation ?? 1) + (isNew ? 1 : 0);
  return isDry(call) ? object : store.replace(resource, object);
}

async function objectOf({ request }: Call, { resource, name }: Route): Promise<NewObject> {
  const body = await bodyOf<Partial<NewObject>>(request);
  const asked = `${apiVersionOf(resource)}, Kind=${resource.kind}`;
  if (!body) throw badRequest('an object is required');
  const given = `${body.apiVersion}, Kind=${body.kind}`;
  if (given !== asked) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): ${given}`,
    );
  }
  const metadata = { ...body.metadata };
  if (name !== undefined && metadata.name !== name) {
    const names = `the name of the object (${metadata.name}) does not match the name on the URL (${name})`;
    throw badRequest(names);
  }
  return { ...body, apiVersion: body.apiVersion!, kind: body.kind!, metadata };
}

function isDry({ query }: Call): boolean {
  return query.getAll('dryRun').includes('All');
}

/** How long a pod may take to end, in seconds; undefined: as its spec says. @throws StatusError */
export async function graceOf({ request, query }: Call): Promise<number | undefined> {
  const options = await bodyOf<{ gracePeriodSeconds?: number }>(request);
  return options?.gracePeriodSeconds ?? numberIn(query, 'gracePeriodSeconds');
}
