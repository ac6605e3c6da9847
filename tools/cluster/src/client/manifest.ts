/** An object of a manifest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** `default` unless given. */
    readonly namespace?: string;
    readonly annotations?: object;
  };
}

/**
 * Where objects of that kind are: `apps/v1` and `Deployment` at `/apis/apps/v1/namespaces/default/deployments`.
 */
export function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const group = apiVersion.includes('/') ? 'apis' : 'api';
  const { namespace = 'default' } = metadata;
  const where = kind === 'Namespace' ? '' : `/namespaces/${namespace}`;
  return `/${group}/${apiVersion}${where}/${kind.toLowerCase()}s`;
}
