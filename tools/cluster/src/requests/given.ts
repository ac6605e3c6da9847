import type { NewObject } from '../objects';
import { apiVersionOf, type Resource } from '../resources/resource';
import { RESOURCES } from '../resources/resources';
import { badRequest, noSuchKind } from '../status';
import { mustBeReadable, parsed, textOf } from './body';
import type { Call } from './call';
import { typeError } from './types';

/** What names a kind to who reads an object: a resource, or what is below one. */
export type Expected = Pick<Resource, 'group' | 'version' | 'kind'>;

const SCALE: Expected = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/**
 * The object that a request came with.
 *
 * @throws StatusError if it is none, or one of another kind
 */
export async function given<T extends NewObject>(
  { request }: Call,
  expected: Expected,
): Promise<T> {
  mustBeReadable(request);
  const text = await textOf(request);
  const { kind } = expected;
  let body: unknown;
  try {
    body = parsed(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new Error('json: cannot unmarshal it into a value of a kind');
    }
  } catch (error) {
    const why = `couldn't get version/kind; json parse error: ${(error as Error).message}`;
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): ${why} (${text || '<empty>'})`,
    );
  }
  // Who says nothing means what is expected.
  const object = { kind, apiVersion: apiVersionOf(expected), ...body } as T;
  if (object.kind !== kind || object.apiVersion !== apiVersionOf(expected)) {
    throw unhandled(object, kind, notA(object, expected));
  }
  const wrong = typeError(object);
  if (wrong !== undefined) throw unhandled(object, kind, wrong);
  return { ...object, metadata: { ...object.metadata } };
}

function notA({ kind, apiVersion }: NewObject, expected: Expected): string {
  const other = [...RESOURCES, SCALE].find(
    (one) => one.kind === kind && apiVersionOf(one) === apiVersion,
  );
  if (!other) return noSuchKind(kind, apiVersion);
  const internal = `(${expected.group || 'core'}.${expected.kind})`;
  return `converting (${other.version}.${kind}) to ${internal}: unknown conversion`;
}

function unhandled({ kind, apiVersion }: NewObject, as: string, why: string): Error {
  const version = apiVersion.split('/').at(-1);
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${as}: ${why}`);
}
