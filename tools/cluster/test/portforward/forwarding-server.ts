import { RealClock } from '@workbook/clock';
import { once } from 'node:events';
import { createServer as createHTTPServer, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Clock } from '@workbook/clock';
import { ForwardError, type ForwardTarget } from '../../src/portforward/target';
import { Upgrader } from '../../src/portforward/upgrade';
import { SpdyClient } from './spdy-client';

/** A server that forwards to one pod, which echoes on every port but two: nobody is on 4999, 4998 says `bye`. */
export class ForwardingServer {
  readonly #sockets = new Set<Socket>();
  readonly #echo = createServer({ allowHalfOpen: true }, (socket) => {
    this.#keep(socket);
    socket.pipe(socket);
  });
  readonly #bye = createServer((socket) => {
    this.#keep(socket);
    socket.end('bye');
  });
  readonly #http = createHTTPServer();
  /** Connections that lead to the pod now. */
  inPod = 0;

  constructor(clock: Clock = new RealClock()) {
    const upgrader = new Upgrader(clock);
    const target: ForwardTarget = {
      namespace: 'default',
      name: 'nats-depl-1',
      connect: (port) => {
        if (port === 4999) throw new ForwardError('nobody listens');
        const server = port === 4998 ? this.#bye : this.#echo;
        const socket = connect({ port: portOf(server), host: '127.0.0.1' });
        this.inPod += 1;
        socket.once('close', () => (this.inPod -= 1));
        return socket;
      },
    };
    this.#http.on('connection', (socket) => this.#keep(socket));
    this.#http.on('upgrade', (request, socket, head) => {
      const query = new URL(request.url!, 'http://localhost').searchParams;
      const refuse = (code: number, text: string): void => {
        socket.end(`HTTP/1.1 ${code} -\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
      };
      upgrader.upgrade({ request, query, socket, head }, target, refuse);
    });
  }

  async start(): Promise<void> {
    await once(this.#echo.listen(0, '127.0.0.1'), 'listening');
    await once(this.#bye.listen(0, '127.0.0.1'), 'listening');
    await once(this.#http.listen(0, '127.0.0.1'), 'listening');
  }

  get port(): number {
    return portOf(this.#http);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#http.close();
    this.#bye.close();
    await once(this.#echo.close(), 'close');
  }

  /** A session of SPDY/3.1 over POST. */
  async spdy(): Promise<SpdyClient> {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': 'portforward.k8s.io',
    };
    const post = request({ port: this.port, host: '127.0.0.1', method: 'POST', headers }).end();
    const [, socket] = (await once(post, 'upgrade')) as [unknown, Socket];
    return new SpdyClient(socket);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
  }
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}
