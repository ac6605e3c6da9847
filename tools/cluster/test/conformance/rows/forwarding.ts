import { PODS, type Row, RUNS, WAITS } from '../row';

const FORWARD = `${PODS}/${RUNS}/portforward`;
const V4 = 'v4.channel.k8s.io';
const spdy = { connection: 'Upgrade', upgrade: 'SPDY/3.1' };
const protocol = { ...spdy, 'x-stream-protocol-version': 'portforward.k8s.io' };
const webSocket = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AQIDBAUGBwgJCgsMDQ4PEA==',
};
const tunnel = { ...webSocket, 'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io' };

const upgrade = (name: string, headers: Record<string, string>, more: object = {}): Row => ({
  name,
  upgrade: FORWARD,
  method: 'POST',
  headers,
  ...more,
});
const ws = (
  name: string,
  query: string,
  protocols: readonly string[] = [V4],
  more: object = {},
): Row => ({ name: `ws ${name}`, webSocket: `${FORWARD}${query}`, protocols, ...more });

/** Ways to a port of a pod; on port 4222 of the pod each connection is greeted and ended. */
export const FORWARDING: readonly Row[] = [
  { name: 'GET without upgrade', path: `${FORWARD}?ports=4222` },
  { name: 'POST without upgrade', method: 'POST', path: `${FORWARD}?ports=4222` },
  { name: 'PUT to a forward', method: 'PUT', path: FORWARD, body: {} },
  upgrade('POST SPDY upgrade', protocol),
  upgrade('POST SPDY, in small letters', {
    ...protocol,
    upgrade: 'spdy/3.1',
    connection: 'upgrade',
  }),
  upgrade('POST SPDY, no stream protocol header', spdy),
  upgrade('POST SPDY, other stream protocol', { ...spdy, 'x-stream-protocol-version': 'other' }),
  upgrade('POST SPDY, one of two stream protocols', {
    ...spdy,
    'x-stream-protocol-version': 'other, portforward.k8s.io',
  }),
  upgrade('POST SPDY, unknown pod', protocol, { upgrade: `${PODS}/nobody/portforward` }),
  upgrade('POST SPDY, pod without a node', protocol, { upgrade: `${PODS}/${WAITS}/portforward` }),
  upgrade('POST SPDY, wrong token', protocol, { token: 'wrong' }),
  upgrade('POST SPDY, no token', protocol, { token: null }),
  upgrade('GET SPDY upgrade', protocol, { method: 'GET' }),
  upgrade('POST upgrade to something else', { connection: 'Upgrade', upgrade: 'h2c' }),
  upgrade('POST upgrade to a newer SPDY', { ...protocol, upgrade: 'SPDY/4' }),
  upgrade('upgrade of a list', protocol, { method: 'GET', upgrade: `${PODS}/nobody` }),
  upgrade('tunnel SPDY/3.1+portforward.k8s.io', tunnel, { method: 'GET' }),
  upgrade('tunnel to an unknown pod', tunnel, {
    method: 'GET',
    upgrade: `${PODS}/nobody/portforward`,
  }),
  upgrade(
    'WebSocket of another version',
    { ...tunnel, 'sec-websocket-version': '7' },
    { method: 'GET' },
  ),
  upgrade('WebSocket without a key', { ...tunnel, 'sec-websocket-key': '' }, { method: 'GET' }),
  ...[
    V4,
    'v5.channel.k8s.io',
    'v3.channel.k8s.io',
    'channel.k8s.io',
    'v4.base64.channel.k8s.io',
    'base64.channel.k8s.io',
    'portforward.k8s.io',
    'unknown',
  ].map((name) => ws(name, '?ports=4222', [name])),
  ws('the list of the client library', '?ports=4222', [
    'v5.channel.k8s.io',
    V4,
    'v3.channel.k8s.io',
    'v2.channel.k8s.io',
    'channel.k8s.io',
  ]),
  ws('no subprotocol', '?ports=4222', []),
  ws('two ports', '?ports=4222&ports=8222'),
  ws('two ports with a comma', '?ports=4222,8222'),
  ws('one port twice', '?ports=4222&ports=4222'),
  ws('no ports', ''),
  ws('an empty port', '?ports='),
  ws('port 0', '?ports=0'),
  ws('a port that is too high', '?ports=65536'),
  ws('a port that is no number', '?ports=nats'),
  ws('a port below 0', '?ports=-1'),
  ws('a port nobody serves', '?ports=4999'),
  { name: 'ws unknown pod', webSocket: `${PODS}/nobody/portforward?ports=4222`, protocols: [V4] },
  {
    name: 'ws pod without a node',
    webSocket: `${PODS}/${WAITS}/portforward?ports=4222`,
    protocols: [V4],
  },
];
