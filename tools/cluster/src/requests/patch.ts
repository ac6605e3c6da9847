import { badRequest, unprocessable, unsupportedMediaType } from '../status';
import { parsed, textOf, typeOf } from './body';
import type { Call } from './call';
import { jsonPatched, type Operation, PatchError } from './json-patch';
import { type Json, merged, strategicallyMerged } from './merge';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

/** What the patch of a request makes of an object. @throws StatusError if it cannot be read, or done */
export async function patched<T extends object>({ request }: Call, before: T): Promise<T> {
  const type = typeOf(request);
  if (![JSON_PATCH, MERGE_PATCH, STRATEGIC].includes(type)) {
    throw unsupportedMediaType([JSON_PATCH, MERGE_PATCH, STRATEGIC]);
  }
  const patch = patchOf(type, await textOf(request));
  const target = before as unknown as Json;
  try {
    return done(type, target, patch) as unknown as T;
  } catch (error) {
    if (error instanceof PatchError) throw unprocessable();
    throw error;
  }
}

function done(type: string, target: Json, patch: Json): Json {
  if (type === JSON_PATCH) return jsonPatched(target, patch as unknown as Operation[]);
  return type === MERGE_PATCH ? merged(target, patch) : strategicallyMerged(target, patch);
}

function patchOf(type: string, text: string): Json {
  let patch: Json;
  try {
    patch = parsed(text) as Json;
  } catch {
    throw badRequest('invalid JSON patch');
  }
  const isList = Array.isArray(patch);
  if (isList === (type === JSON_PATCH)) return patch;
  const [is, wanted] = isList
    ? ['array', 'map[string]interface {}']
    : ['object', '[]handlers.jsonPatchOp'];
  const why = `json: cannot unmarshal ${is} into Go value of type ${wanted}`;
  throw badRequest(type === STRATEGIC ? why : `error decoding patch: ${why}`);
}
