import { apiVersionOf, type Resource } from '../resources/resource';
import { RESOURCES } from '../resources/resources';
import { type Call, sendJSON, sendText } from './call';

/** The API server that this one is held against. */
const VERSION = {
  major: '1',
  minor: '37',
  gitVersion: 'v1.37.2',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: `node ${process.version}`,
  compiler: 'node',
  platform: `${process.platform}/${process.arch}`,
};
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const OPENAPI_V2 = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** What a client asks first: which API there is. @returns false if the path is about something else */
export function discover({ path, request, response }: Call): boolean {
  const groups = [...new Set(RESOURCES.map(({ group }) => group))].filter(Boolean);
  const [root, first, second, ...more] = path.split('/').filter(Boolean);
  const version = root === 'api' ? first : second && `${first}/${second}`;
  if (root === 'version') sendJSON(response, 200, VERSION);
  else if (root === 'healthz' || root === 'livez' || root === 'readyz')
    sendText(response, 200, 'ok');
  else if (path === '/openapi/v2') {
    // Of types that it does not find there, kubectl leaves the judgement to the server.
    response.writeHead(200, { 'content-type': OPENAPI_V2 }).end();
  } else if (path === '/openapi/v3') sendJSON(response, 200, { paths: {} });
  else if (path === '/api') {
    sendJSON(response, 200, {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [
        { clientCIDR: '0.0.0.0/0', serverAddress: request.headers.host },
      ],
    });
  } else if (path === '/apis') {
    sendJSON(response, 200, {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map(groupOf),
    });
  } else if (root === 'apis' && first && groups.includes(first) && second === undefined) {
    sendJSON(response, 200, { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(first) });
  } else {
    const its = RESOURCES.filter((resource) => apiVersionOf(resource) === version);
    const isList = its.length > 0 && (root === 'api' ? second === undefined : more.length === 0);
    if (!isList) return false;
    const resources = its.flatMap(entriesOf);
    sendJSON(response, 200, {
      kind: 'APIResourceList',
      ...(root === 'apis' && { apiVersion: 'v1' }),
      groupVersion: version,
      resources,
    });
  }
  return true;
}

/** What is below an object, as it is listed. */
const BELOW: Readonly<Record<string, object>> = {
  log: { kind: 'Pod', verbs: ['get'] },
  portforward: { kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch', 'update'] },
};

function groupOf(name: string): object {
  const { version } = RESOURCES.find(({ group }) => group === name)!;
  const entry = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [entry], preferredVersion: entry };
}

function entriesOf(resource: Resource): unknown[] {
  const { plural, singular, isNamespaced, kind, shortNames } = resource;
  const own = {
    name: plural,
    singularName: singular,
    namespaced: isNamespaced,
    kind,
    verbs: VERBS.filter((verb) => isNamespaced || verb !== 'deletecollection'),
    ...(shortNames.length > 0 && { shortNames }),
    ...(resource.isInAll && { categories: ['all'] }),
  };
  const below = resource.subresources.map((name) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced: isNamespaced,
    ...BELOW[name],
  }));
  return [own, ...below];
}
