import type { Clock } from '@workbook/clock';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import { base64, binary, type ChannelCodec } from './channel';
import { forwardOverChannels } from './channels';
import { PortsError, portsOf } from './ports';
import { SpdySession } from './spdy/session';
import { StreamPairs } from './stream-pairs';
import type { ForwardTarget } from './target';

const SPDY = 'SPDY/3.1';
const STREAM_PROTOCOL = 'portforward.k8s.io';
const TUNNEL = `${SPDY}+${STREAM_PROTOCOL}`;
/** 16 bytes as base64. */
const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/;
/** The empty one: a client that asks for none. */
const CHANNELS = new Map<string, ChannelCodec>([
  ['v4.channel.k8s.io', binary],
  ['v4.base64.channel.k8s.io', base64],
  ['', binary],
]);
/** What a request has got on its way from the API server to the kubelet, which counts them. */
const HEADERS_OF_THE_WAY = 2;
const HEADERS_LEFT_BEHIND = ['host', 'authorization', 'user-agent'];

/** The request that wants to become a forward. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** What the request gets if it becomes none: plain text, often none at all. */
export type Refuse = (code: number, text: string) => void;

/** Makes forwards of connections, whichever of the three ways a client knows. */
export class Upgrader {
  readonly #clock: Clock;
  readonly #webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  /** As `ws` takes no name with a `/`, it is not told of names at all. */
  readonly #chosen = new WeakMap<IncomingMessage, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#webSockets.on('headers', (headers, request) => {
      headers.push(`Sec-WebSocket-Protocol: ${this.#chosen.get(request)}`);
    });
  }

  upgrade(upgrade: UpgradeRequest, target: ForwardTarget, refuse: Refuse): void {
    const protocol = upgrade.request.headers.upgrade?.toLowerCase();
    if (protocol === 'websocket') this.#webSocket(upgrade, target, refuse);
    else this.#spdy(upgrade, target, refuse);
  }

  #webSocket(upgrade: UpgradeRequest, target: ForwardTarget, refuse: Refuse): void {
    const { request, query, socket, head } = upgrade;
    const asked = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim());
    const chosen = asked.find((name) => name === TUNNEL || CHANNELS.has(name));
    if (chosen === undefined) {
      refuse(403, '');
      return;
    }
    let ports: number[] = [];
    try {
      if (chosen !== TUNNEL) ports = portsOf(query);
    } catch (error) {
      if (error instanceof PortsError) {
        refuse(400, error.message);
        return;
      }
      throw error;
    }
    const { 'sec-websocket-version': version, 'sec-websocket-key': key = '' } = request.headers;
    if (version !== '13' || !WEBSOCKET_KEY.test(key)) {
      refuse(400, 'Bad Request\n');
      return;
    }
    delete request.headers['sec-websocket-protocol'];
    this.#chosen.set(request, chosen);
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      const codec = CHANNELS.get(chosen);
      if (codec) forwardOverChannels(webSocket, codec, target, ports);
      else this.#session(createWebSocketStream(webSocket), target);
    });
  }

  #spdy({ request, socket, head }: UpgradeRequest, target: ForwardTarget, refuse: Refuse): void {
    const asked = request.headers['x-stream-protocol-version'];
    if (asked === undefined) {
      const names = Object.keys(request.headers).filter((n) => !HEADERS_LEFT_BEHIND.includes(n));
      const count = names.length + HEADERS_OF_THE_WAY;
      const missing = 'header X-Stream-Protocol-Version does not exist in request';
      refuse(400, `unable to upgrade: ${missing} with ${count} headers\n`);
      return;
    }
    if (
      ![asked]
        .flat()
        .join(',')
        .split(',')
        .some((name) => name.trim() === STREAM_PROTOCOL)
    ) {
      const choice = `client supports [${[asked].flat().join(' ')}], server accepts [${STREAM_PROTOCOL}]`;
      refuse(403, `unable to upgrade: unable to negotiate protocol: ${choice}\n`);
      return;
    }
    if (request.headers.upgrade?.toLowerCase() !== SPDY.toLowerCase()) {
      refuse(400, 'unable to upgrade: missing upgrade headers in request\n');
      return;
    }
    const answer = [
      'HTTP/1.1 101 Switching Protocols',
      'Connection: Upgrade',
      `Upgrade: ${SPDY}`,
      `X-Stream-Protocol-Version: ${STREAM_PROTOCOL}`,
    ];
    socket.write(`${answer.join('\r\n')}\r\n\r\n`);
    if (head.length > 0) socket.unshift(head);
    this.#session(socket, target);
  }

  #session(connection: Duplex, target: ForwardTarget): void {
    const pairs = new StreamPairs(target, this.#clock);
    new SpdySession(connection, (stream) => pairs.add(stream));
  }
}
