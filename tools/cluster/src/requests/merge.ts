export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** What makes two elements of a list the same, by the list's name: the first of them that both have. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port'],
  conditions: ['type'],
  ownerReferences: ['uid'],
};

/** A merge patch, RFC 7396: null takes away, everything but objects is replaced. */
export function merged(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = merged(result[key], value);
  }
  return result;
}

/** As kubectl patches what it knows: elements of a list are found by a key, and the others stay. */
export function strategicallyMerged(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  if (patch.$patch === 'replace') return without(patch);
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(without(patch))) {
    const keys = MERGE_KEYS[key];
    const before = result[key];
    if (value === null) Reflect.deleteProperty(result, key);
    else if (keys && Array.isArray(value) && Array.isArray(before)) {
      const order = patch[`$setElementOrder/${key}`];
      result[key] = mergedLists(before, value, keys, Array.isArray(order) ? order : undefined);
    } else result[key] = strategicallyMerged(before, value);
  }
  return result;
}

/** @param wanted the order, as the patch may say it; the elements of the patch unless given */
function mergedLists(
  target: readonly Json[],
  patch: readonly Json[],
  keys: readonly string[],
  wanted: readonly Json[] = patch,
): Json[] {
  if (patch.some((part) => isObject(part) && part.$patch === 'replace')) {
    return patch.filter((part) => !isObject(part) || part.$patch !== 'replace');
  }
  const placeIn = (list: readonly Json[], element: Json): number =>
    list.findIndex((one) => isSame(one, element, keys));
  const all = [...target];
  for (const part of patch) {
    const at = placeIn(all, part);
    if (isObject(part) && part.$patch === 'delete') {
      if (at >= 0) all.splice(at, 1);
    } else if (at >= 0) all[at] = strategicallyMerged(all[at], part);
    else all.push(part);
  }
  // Both keep their order; of one of each, the one that stood further up before, or is new, comes first.
  const kept = all.filter((element) => placeIn(wanted, element) < 0);
  const ordered = all
    .filter((element) => placeIn(wanted, element) >= 0)
    .sort((a, b) => placeIn(wanted, a) - placeIn(wanted, b));
  const result: Json[] = [];
  while (kept.length > 0 && ordered.length > 0) {
    const isKeptFirst = placeIn(target, kept[0]!) < placeIn(target, ordered[0]!);
    result.push((isKeptFirst ? kept : ordered).shift()!);
  }
  return [...result, ...kept, ...ordered];
}

function isSame(a: Json, b: Json, keys: readonly string[]): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  const key = keys.find((name) => name in a && name in b);
  return key !== undefined && a[key] === b[key];
}

/** Directions such as `$setElementOrder/containers` are no fields. */
function without(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$')));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
