import type { NewObject } from '../objects';
import { apiVersionOf, type Resource } from '../resources/resource';
import { RESOURCES } from '../resources/resources';
import { badRequest, noSuchKind } from '../status';
import { mustBeReadable, parsed, textOf } from './body';
import type { Call } from './call';
import { mismatch, typed, TypeMismatch } from './types';

/** What names a kind to who reads an object: a resource, or what is below one. */
export type Expected = Pick<Resource, 'group' | 'version' | 'kind'>;

/** So much of a body that is no object is shown to who sent it. */
const LONGEST_SHOWN = 30;
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
    mustNameKind(body);
  } catch (error) {
    const why = `couldn't get version/kind; json parse error: ${(error as Error).message}`;
    const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} ...` : text;
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): ${why} (${shown || '<empty>'})`,
    );
  }
  // Who says nothing means what is expected.
  const sent = body as Partial<T>;
  const object = {
    ...sent,
    kind: sent.kind ?? kind,
    apiVersion: sent.apiVersion ?? apiVersionOf(expected),
  } as T;
  if (object.kind !== kind || object.apiVersion !== apiVersionOf(expected)) {
    throw unhandled(object, kind, notA(object, expected));
  }
  try {
    const whole = typed(object);
    return { ...whole, metadata: { ...whole.metadata } };
  } catch (error) {
    if (error instanceof TypeMismatch) throw unhandled(object, kind, error.message);
    throw error;
  }
}

/** @throws TypeMismatch if what says of which kind an object is is no text */
function mustNameKind(body: object): void {
  for (const [key, word] of Object.entries(body)) {
    if ((key !== 'kind' && key !== 'apiVersion') || word === null) continue;
    if (typeof word !== 'string') throw mismatch(word, `.${key}`, 'string');
  }
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
