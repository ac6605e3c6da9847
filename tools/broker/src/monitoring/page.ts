/** What of a list is shown. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

const DEFAULT_LIMIT = 1024;

/** Reads `offset` and `limit`; what is no such number counts as not given. */
export function pageOf(query: URLSearchParams): Page {
  return {
    offset: Math.max(integer(query.get('offset')), 0),
    limit: Math.max(integer(query.get('limit')), 0) || DEFAULT_LIMIT,
  };
}

/** The part of `all` that a page shows; none if it begins behind the end. */
export function cut<T>(all: readonly T[], { offset, limit }: Page): T[] {
  return all.slice(offset, offset + limit);
}

/** For lists that are sorted by name. */
export function byName(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function integer(text: string | null): number {
  return text !== null && /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}
