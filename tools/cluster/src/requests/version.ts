import { badRequest, StatusError } from '../status';

/** The version that a list is to have. @throws StatusError if it is none */
export function versionIn(query: URLSearchParams): number {
  const wrong = wrongVersion(query);
  if (wrong !== undefined) throw badRequest(`invalid resource version: ${wrong}`);
  return Number(query.get('resourceVersion') ?? 0);
}

/** The version after which a watch begins; 0: with all that is there. @throws StatusError if it is none */
export function watchedFrom(query: URLSearchParams): number {
  const wrong = wrongVersion(query);
  // So it is: of a watch, the real server takes it for a fault of its own.
  if (wrong !== undefined) throw new StatusError(500, undefined, wrong);
  return Number(query.get('resourceVersion') ?? 0);
}

function wrongVersion(query: URLSearchParams): string | undefined {
  const text = query.get('resourceVersion') ?? '';
  if (/^\d*$/.test(text)) return undefined;
  const shown = JSON.stringify(text);
  return `resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax`;
}
