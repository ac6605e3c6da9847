import { VirtualClock } from '@workbook/clock';
import type { PocketCluster } from '../src';
import {
  aCluster,
  ask,
  create,
  deploymentOf,
  DEPLOYMENTS,
  get,
  podOf,
  PODS,
  stopAll,
} from './running-cluster';

const clock = new VirtualClock(Date.parse('2026-01-02T03:04:05Z'));
let cluster: PocketCluster;

beforeEach(async () => {
  cluster = await aCluster({ clock });
});
afterEach(stopAll);

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

interface Table {
  readonly columnDefinitions: { name: string; priority: number }[];
  readonly rows: { cells: string[]; object?: { kind: string } }[];
}

/** The message of a failure, after its code. */
async function refusal(path: string, asked = {}): Promise<string> {
  const { status, body } = await ask(cluster, path, asked);
  return `${status} ${(JSON.parse(body) as { message: string }).message}`;
}

test('a table has the cells that kubectl prints, and says which of them are for -o wide', async () => {
  await create(cluster, PODS, podOf('nats-1'));
  await clock.pass(125_000, () => cluster.settled());
  const { columnDefinitions, rows } = await get<Table>(cluster, PODS, { headers: TABLE });
  const shown = columnDefinitions.filter(({ priority }) => priority === 0);
  expect(shown.map(({ name }) => name)).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age']);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['nats-1', '1/1', 'Running', '0', '2m5s', '10.244.0.7', 'pocket-node', '<none>', '<none>'],
  ]);
  expect(rows[0]?.object?.kind).toBe('PartialObjectMetadata');
  const whole = await get<Table>(cluster, `${PODS}/nats-1?includeObject=Object`, {
    headers: TABLE,
  });
  expect(whole.rows[0]?.object?.kind).toBe('Pod');
});

test.each([
  ['app=nats', 1],
  ['app==nats,tier!=test', 1],
  ['app!=nats', 0],
  ['app in (nats, redis)', 1],
  ['app notin (nats)', 0],
  ['app', 1],
  ['!app', 0],
  ['tier', 0],
])('label selector %s', async (selector, count) => {
  await create(cluster, PODS, podOf('nats-1'));
  const path = `${PODS}?labelSelector=${encodeURIComponent(selector)}`;
  expect((await get<{ items: object[] }>(cluster, path)).items).toHaveLength(count);
});

test.each([
  ['/api/v1/nothing', 404, 'the server could not find the requested resource'],
  [`${PODS}/nats/exec`, 404, 'the server could not find the requested resource'],
  [`${DEPLOYMENTS}/nats`, 404, 'deployments.apps "nats" not found'],
  [`${PODS}?fieldSelector=spec.x%3Dy`, 400, 'field label not supported: spec.x'],
])('%s is answered with %i', async (path, code, message) => {
  expect(await refusal(path)).toBe(`${code} ${message}`);
});

test('an object that cannot be is refused, in the words of the real server', async () => {
  const post = (body: object, path = PODS) => refusal(path, { method: 'POST', body });
  expect(await post({ ...podOf('x'), spec: {} })).toBe(
    '422 Pod "x" is invalid: spec.containers: Required value',
  );
  expect(await post(podOf('Not_A_Name'))).toMatch(
    /^422 Pod "Not_A_Name" is invalid: metadata\.name/,
  );
  expect(await post(deploymentOf())).toMatch(/^400 Deployment in version "v1" cannot be handled/);
  expect(await post(podOf('x'), PODS.replace('default', 'shop'))).toBe(
    '404 namespaces "shop" not found',
  );
  await create(cluster, PODS, podOf('x'));
  expect(await post(podOf('x'))).toBe('409 pods "x" already exists');
  const deployment = deploymentOf() as { spec: { selector: object } };
  deployment.spec.selector = { matchLabels: { app: 'other' } };
  expect(await post(deployment, DEPLOYMENTS)).toBe(
    '422 Deployment.apps "nats-depl" is invalid: spec.template.metadata.labels: ' +
      'Invalid value: {"app":"nats"}: `selector` does not match template `labels`',
  );
});

test('an object that somebody else has changed is not overwritten', async () => {
  await create(cluster, DEPLOYMENTS, deploymentOf());
  const path = `${DEPLOYMENTS}/nats-depl`;
  const body = await get<{ metadata: { resourceVersion: string } }>(cluster, path);
  body.metadata.resourceVersion = '1';
  expect(await refusal(path, { method: 'PUT', body })).toBe(
    '409 Operation cannot be fulfilled on deployments.apps "nats-depl": the object has been ' +
      'modified; please apply your changes to the latest version and try again',
  );
});

test('a patch of another type is refused', async () => {
  await create(cluster, PODS, podOf('x'));
  const headers = { 'content-type': 'application/apply-patch+yaml' };
  expect(await refusal(`${PODS}/x`, { method: 'PATCH', headers, body: {} })).toMatch(/^415 /);
});

/** What a watch says until it has said so many lines. */
async function watched(query: string, count: number): Promise<{ type: string; object: object }[]> {
  const path = `${PODS}?watch=true&timeoutSeconds=1&${query}`;
  const asked = ask(cluster, path);
  // Its time is over as soon as the clock passes: by then it has been heard.
  const timer = setInterval(() => void clock.pass(1000, () => cluster.settled()), 20);
  const { body } = await asked;
  clearInterval(timer);
  const lines = body.split('\n').filter(Boolean);
  expect(lines).toHaveLength(count);
  return lines.map((line) => JSON.parse(line) as { type: string; object: object });
}

test('a watch goes on from a version, or begins with all that is there', async () => {
  await create(cluster, PODS, podOf('a'));
  const list = await get<{ metadata: { resourceVersion: string } }>(cluster, PODS);
  const { resourceVersion } = list.metadata;
  await create(cluster, PODS, { ...podOf('b', { nodeSelector: { disk: 'fast' } }) });
  const seen = await watched(`resourceVersion=${resourceVersion}`, 2);
  expect(seen).toMatchObject([
    { type: 'ADDED', object: { metadata: { name: 'b' } } },
    { type: 'MODIFIED', object: { metadata: { name: 'b' } } },
  ]);
  const all = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
  const initial = await watched(all, 3);
  expect(initial.map(({ type }) => type)).toEqual(['ADDED', 'ADDED', 'BOOKMARK']);
  expect(initial[2]?.object).toMatchObject({
    metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
  });
});

test('logs: the last lines, and what cannot be had', async () => {
  await create(cluster, PODS, podOf('nats-1'));
  const last = await ask(cluster, `${PODS}/nats-1/log?tailLines=1`);
  expect(last.body).toMatch(/^\[1\] .* \[INF\] STREAM: Streaming Server is ready\n$/);
  const timed = await ask(cluster, `${PODS}/nats-1/log?tailLines=1&timestamps=true`);
  expect(timed.body).toMatch(/^2026-01-02T03:0\d:\d\d\.\d{3}Z \[1\]/);
  expect(await refusal(`${PODS}/nats-1/log?previous=true`)).toBe(
    '400 previous terminated container "nats" in pod "nats-1" not found',
  );
  expect(await refusal(`${PODS}/nats-1/log?container=x`)).toBe(
    '400 container x is not valid for pod nats-1',
  );
});

test('an upgrade to something else is not seen', async () => {
  const headers = { connection: 'Upgrade', upgrade: 'h2c' };
  expect((await ask(cluster, '/version', { headers })).body).toContain('"gitVersion":"v1.37.2"');
  expect((await ask(cluster, '/version', { token: null, headers })).status).toBe(401);
});
