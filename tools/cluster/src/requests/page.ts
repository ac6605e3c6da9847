import type { KubeObject } from '../objects';
import { badRequest } from '../status';
import { type Call, numberIn } from './call';

/** What a list says of itself. */
interface ListMetadata {
  readonly resourceVersion: string;
  /** Where the next page begins. */
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** As much of a list as a request wants. @throws StatusError if it goes on from a place that is none */
export function pageOf(
  { query }: Call,
  objects: readonly KubeObject[],
  version: number,
): [readonly KubeObject[], ListMetadata] {
  const from = placeOf(query.get('continue') ?? '');
  const rest = objects.slice(from);
  const limit = numberIn(query, 'limit') ?? 0;
  const resourceVersion = String(version);
  if (limit <= 0 || rest.length <= limit) return [rest, { resourceVersion }];
  const next = Buffer.from(JSON.stringify({ v: 'pocket', at: from + limit })).toString('base64url');
  const isWhole = !query.get('labelSelector') && !query.get('fieldSelector');
  // How many there are behind a selector is not counted.
  const left = isWhole && { remainingItemCount: rest.length - limit };
  return [rest.slice(0, limit), { resourceVersion, continue: next, ...left }];
}

function placeOf(token: string): number {
  if (token === '') return 0;
  try {
    const { at } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { at: unknown };
    if (typeof at === 'number') return at;
  } catch {
    // Then it is none either.
  }
  throw badRequest('invalid continue token: continue key is not valid');
}
