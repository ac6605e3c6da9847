import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from './merge';

/** An operation cannot be done; then nothing of the patch is. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** One of the operations of RFC 6902. */
export interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

/**
 * A JSON patch, RFC 6902: operations, one after the other.
 *
 * @throws PatchError if one of them cannot be done
 */
export function jsonPatched(target: Json, operations: readonly Operation[]): Json {
  const root: JsonObject = { '': structuredClone(target) };
  for (const operation of operations) apply(root, operation);
  return root['']!;
}

function apply(root: JsonObject, { op, path, from, value }: Operation): void {
  switch (op) {
    case 'add':
      add(root, path, needed(value));
      break;
    case 'remove':
      remove(root, path);
      break;
    case 'replace':
      replace(root, path, needed(value));
      break;
    case 'move':
      add(root, path, remove(root, from));
      break;
    case 'copy':
      add(root, path, structuredClone(get(root, from)));
      break;
    case 'test':
      if (isDeepStrictEqual(get(root, path), value)) break;
      throw new PatchError(`${path} is not as it is to be`);
    default:
      throw new PatchError(`there is no operation ${JSON.stringify(op)}`);
  }
}

function get(root: JsonObject, path: string | undefined): Json {
  const [parent, key] = place(root, path);
  const value = Array.isArray(parent)
    ? parent[indexOf(parent, key, parent.length - 1)]
    : parent[key];
  return needed(value, path);
}

function add(root: JsonObject, path: string, value: Json): void {
  const [parent, key] = place(root, path);
  if (!Array.isArray(parent)) parent[key] = value;
  else parent.splice(key === '-' ? parent.length : indexOf(parent, key, parent.length), 0, value);
}

/** What is not there is added, if it could be. */
function replace(root: JsonObject, path: string, value: Json): void {
  const [parent, key] = place(root, path);
  if (Array.isArray(parent)) parent[indexOf(parent, key, parent.length - 1)] = value;
  else parent[key] = value;
}

/** @returns what was there */
function remove(root: JsonObject, path: string | undefined): Json {
  const value = get(root, path);
  const [parent, key] = place(root, path);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
  return value;
}

/** Where a pointer, RFC 6901, leads: what holds the last of its keys, and that key. */
function place(root: JsonObject, path: string | undefined): [Json[] | JsonObject, string] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/')))
    throw new PatchError(`${path} is no path`);
  const keys = path.split('/').map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = keys.pop()!;
  let at: JsonObject | Json[] = root;
  for (const key of keys) {
    const next: Json | undefined = Array.isArray(at)
      ? at[indexOf(at, key, at.length - 1)]
      : at[key];
    if (typeof next !== 'object' || next === null) {
      throw new PatchError(`${path} leads nowhere`);
    }
    at = next;
  }
  return [at, last];
}

function indexOf(list: readonly Json[], key: string, highest: number): number {
  if (/^(0|[1-9]\d*)$/.test(key) && Number(key) <= highest) return Number(key);
  throw new PatchError(`${key} is no place in a list of ${list.length}`);
}

function needed(value: Json | undefined, path = 'a value'): Json {
  if (value === undefined) throw new PatchError(`${path} is missing`);
  return value;
}
