import type { Resource } from '../resources/resource';
import { resourceOf, RESOURCES } from '../resources/resources';
import { NoSuchPath, noSuchResource } from '../status';

/** What a path is about. */
export interface Route {
  readonly resource: Resource;
  /** Undefined: those of all namespaces, or something that is in none. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** `log`, `portforward`. */
  readonly subresource: string | undefined;
}

/**
 * `/api/v1/namespaces/default/pods/nats/log`, `/apis/apps/v1/deployments`.
 *
 * @throws StatusError if there is no such resource
 */
export function routeOf(path: string): Route {
  const [root, ...parts] = path.split('/').filter(Boolean).map(decodeURIComponent);
  const group = root === 'api' ? '' : root === 'apis' ? parts[0] : undefined;
  if (!RESOURCES.some((one) => one.group === group)) throw new NoSuchPath();
  const apiVersion = parts.splice(0, root === 'api' ? 1 : 2).join('/');
  // A namespace itself is one of its resources.
  const namespace =
    parts[0] === 'namespaces' && parts.length > 2 ? parts.splice(0, 2)[1] : undefined;
  const [plural = '', name, subresource, ...more] = parts;
  const resource = resourceOf(apiVersion, plural);
  const isThere = resource && (namespace === undefined || resource.isNamespaced);
  if (!isThere || more.length > 0) throw noSuchResource();
  if (name !== undefined && resource.isNamespaced && namespace === undefined)
    throw noSuchResource();
  if (subresource !== undefined && !resource.subresources.includes(subresource)) {
    throw noSuchResource();
  }
  return { resource, namespace, name, subresource };
}
