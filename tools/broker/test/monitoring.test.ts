import { connect, type Stan } from 'node-nats-streaming';
import { type Broker, startBroker } from '../src/broker';
import { timeText, uptimeText } from '../src/monitoring/time';

let broker: Broker;
let stan: Stan;

beforeEach(async () => {
  broker = await startBroker({ monitoringPort: 0, limits: { maxAge: 60_000 } });
  stan = connect('test-cluster', 'me', { url: broker.url });
  await new Promise((connected) => stan.once('connect', connected));
});

afterEach(async () => {
  await new Promise((closed) => {
    stan.once('close', closed);
    stan.close();
  });
  await broker.stop();
});

async function get(path: string): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${broker.monitoringURL}${path}`);
  const { status, headers } = response;
  return { status, type: headers.get('content-type'), text: await response.text() };
}

const json = async (path: string): Promise<unknown> => JSON.parse((await get(path)).text);

async function publish(channel: string, data: string): Promise<void> {
  await new Promise((published) => stan.publish(channel, data, published));
}

test('what is stored, sent and registered is counted', async () => {
  await publish('foo', 'one');
  await publish('bar', 'two');
  expect(await json('/streaming/serverz')).toMatchObject({
    cluster_id: 'test-cluster',
    state: 'STANDALONE',
    clients: 1,
    subscriptions: 0,
    channels: 2,
    total_msgs: 2,
    in_msgs: 2,
    out_msgs: 0,
  });
  expect(await json('/streaming/storez')).toMatchObject({
    type: 'MEMORY',
    limits: { max_channels: 100, max_age: 60_000_000_000 },
    total_msgs: 2,
  });
});

test('connections and subscriptions of the core are shown', async () => {
  const connz = await json('/connz?subs=1');
  expect(connz).toMatchObject({
    num_connections: 1,
    total: 1,
    connections: [{ cid: 8, lang: 'node', version: '1.4.12', ip: '127.0.0.1' }],
  });
  expect(await json('/connz?offset=1')).toMatchObject({ num_connections: 0, connections: [] });
  const varz = (await json('/varz')) as { in_msgs: number };
  expect(varz).toMatchObject({ connections: 1, total_connections: 1 });
  // The request to connect was one.
  expect(varz.in_msgs).toBeGreaterThan(0);
  const { num_subscriptions: count } = (await json('/subsz')) as { num_subscriptions: number };
  expect(count).toBeGreaterThan(0);
  expect(await json('/routez')).toMatchObject({ num_routes: 0, routes: [] });
  expect(await get('/connz?limit=x')).toMatchObject({ status: 400 });
});

test('answers have the types that programs expect', async () => {
  expect(await get('/healthz')).toEqual({
    status: 200,
    type: 'application/json',
    text: '{"status":"ok"}',
  });
  expect(await get('/healthz?callback=f')).toEqual({
    status: 200,
    type: 'application/javascript',
    text: 'f({"status":"ok"})',
  });
  expect((await get('/streaming')).text).toContain('href="/streaming/channelsz"');
  expect((await get('/')).text).toContain('href="/varz"');
  expect(await get('/streaming/isFTActive')).toMatchObject({ status: 204, text: '' });
  expect(await get('/nope')).toMatchObject({ status: 404, text: '404 page not found\n' });
});

test('times are those of RFC 3339, and durations as Go writes them', () => {
  expect(timeText(1_000.5)).toBe('1970-01-01T00:00:01.0005Z');
  expect(timeText(2_000)).toBe('1970-01-01T00:00:02Z');
  expect([0, 59_999, 3_723_000, 90_000_000].map(uptimeText)).toEqual([
    '0s',
    '59s',
    '1h2m3s',
    '1d1h0m0s',
  ]);
});
