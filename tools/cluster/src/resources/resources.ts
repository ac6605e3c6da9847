import { EVENTS, NAMESPACES } from './others';
import { PODS } from './pods';
import { apiVersionOf, type Resource } from './resource';
import { ENDPOINT_SLICES, ENDPOINTS, SERVICES } from './services';
import { DEPLOYMENTS, REPLICA_SETS } from './workloads';

/** All kinds that the API has. */
export const RESOURCES: readonly Resource[] = [
  NAMESPACES,
  PODS,
  SERVICES,
  ENDPOINTS,
  EVENTS,
  DEPLOYMENTS,
  REPLICA_SETS,
  ENDPOINT_SLICES,
];

/** @param apiVersion `apps/v1` */
export function resourceOf(apiVersion: string, plural: string): Resource | undefined {
  return RESOURCES.find(
    (resource) => apiVersionOf(resource) === apiVersion && resource.plural === plural,
  );
}
