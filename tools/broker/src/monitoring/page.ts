import { encodeText } from '@workbook/protocol';

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

/** For lists that are sorted by name: by its bytes. */
export function byName(one: string, other: string): number {
  return Buffer.compare(encodeText(one), encodeText(other));
}

/** As the real server reads one: what is none counts as 0. */
export function integer(text: string | null): number {
  return text !== null && /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}
