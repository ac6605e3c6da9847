import { FieldErrors } from '../field-errors';
import type { NewObject, ReplicaSet } from '../objects';
import type { Resource } from '../resources/resource';
import { invalid, notAllowed } from '../status';
import type { Store } from '../store';
import { type Call, sendJSON } from './call';
import { type Expected, given } from './given';
import { patched } from './patch';
import type { Route } from './route';
import { dry, mustBeTyped, put } from './write';

const KIND = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: '',
} satisfies Expected & {
  plural: string;
};

/** How many pods something has, and is to have, apart from everything else that is said of it. */
interface Scale extends NewObject {
  spec?: { replicas?: number };
  status?: { replicas: number; selector: string };
}

/** `kubectl scale`. @throws StatusError */
export async function scale(call: Call, route: Route, store: Store): Promise<void> {
  const { method, response } = call;
  const { namespace, name } = route;
  const resource = route.resource as Resource<ReplicaSet>;
  const before = store.get(resource, namespace, name!);
  if (method === 'GET') {
    sendJSON(response, 200, scaleOf(before));
    return;
  }
  if (method !== 'PUT' && method !== 'PATCH') throw notAllowed();
  const isPut = method === 'PUT';
  const wanted = isPut
    ? await given<Scale>(call, KIND)
    : mustBeTyped(await patched(call, scaleOf(before)));
  const replicas = wanted.spec?.replicas ?? 0;
  if (replicas < 0) {
    const errors = new FieldErrors();
    errors.invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw invalid(KIND, name!, errors.all);
  }
  const { resourceVersion = '', name: named } = wanted.metadata;
  const metadata = { ...before.metadata, name: named!, resourceVersion };
  const object = { ...before, metadata, spec: { ...before.spec, replicas } };
  const isDry = dry(call, isPut ? 'UpdateOptions' : 'PatchOptions');
  sendJSON(response, 200, scaleOf(put(route, store, before, object, isDry) as ReplicaSet));
}

function scaleOf({ metadata, spec, status }: ReplicaSet): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = Object.entries(spec.selector.matchLabels ?? {});
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace: namespace!, uid, resourceVersion, creationTimestamp },
    // None is not said.
    spec: spec.replicas === 0 ? {} : { replicas: spec.replicas },
    status: {
      replicas: status.replicas,
      selector: labels.map(([label, value]) => `${label}=${value}`).join(','),
    },
  };
}
