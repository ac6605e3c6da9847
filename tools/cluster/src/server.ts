import { once } from 'node:events';
import { type IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificate } from './certificate/certificate';
import type { Emit } from './emit';
import type { ForwardTarget } from './portforward/target';
import { Upgrader } from './portforward/upgrade';
import { type Call, sendJSON, sendText } from './requests/call';
import { routeOf } from './requests/route';
import { answer, type Cluster, hostOf, podOf } from './router';
import { forbidden, NoSuchPath, NotAcceptable, StatusError, unauthorized } from './status';

const HOST = '127.0.0.1';

/** HTTP: lets in who has the token, and hands on what they ask for. */
export class APIServer {
  readonly #cluster: Cluster;
  readonly #token: string;
  readonly #emit: Emit;
  readonly #server: Server;
  readonly #upgrader: Upgrader;
  readonly #sockets = new Set<Duplex>();

  constructor(cluster: Cluster, { certificate, key }: Certificate, token: string, emit: Emit) {
    this.#cluster = cluster;
    this.#token = token;
    this.#emit = emit;
    this.#upgrader = new Upgrader(cluster.clock);
    this.#server = createServer({ cert: certificate, key }, (request, response) => {
      void this.#answer(request, response);
    });
    const keep = (socket: Duplex): void => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => this.#sockets.delete(socket));
    };
    this.#server.on('connection', keep);
    this.#server.on('secureConnection', keep);
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      void this.#upgrade(request, socket, head);
    });
  }

  /** @param port 0: a free one */
  async listen(port: number): Promise<void> {
    this.#server.listen(port, HOST);
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `https://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends every connection, and resolves when the port is free. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await answer(this.#call(request, response), this.#cluster);
    } catch (error) {
      fail(response, error);
    }
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (!(socket instanceof Socket)) throw new TypeError('a connection that is no socket');
    // Whatever it may become, an answer is written as any other.
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.end());
    try {
      const call = this.#call(request, response);
      const target = await this.#targetOf(call);
      if (!target) {
        // Another upgrade is not known, and so not seen.
        void answer(call, this.#cluster).catch((error: unknown) => fail(response, error));
        return;
      }
      const { query } = call;
      this.#upgrader.upgrade({ request, query, socket, head }, target, (code, text) => {
        if (text === '') response.writeHead(code, { 'content-length': 0 }).end();
        else sendText(response, code, text);
      });
      if (!response.headersSent) response.detachSocket(socket);
    } catch (error) {
      fail(response, error);
    }
  }

  /** @throws StatusError if it has no token, or another */
  #call(request: IncomingMessage, response: ServerResponse): Call {
    if (request.headers.authorization !== `Bearer ${this.#token}`) throw unauthorized();
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
    return {
      method: request.method ?? 'GET',
      path: pathname,
      query: searchParams,
      request,
      response,
    };
  }

  /** @throws StatusError if who asks may not, there is no such pod, or it is nowhere yet */
  async #targetOf({ path }: Call): Promise<ForwardTarget | undefined> {
    if (!path.endsWith('/portforward')) return undefined;
    const route = routeOf(path);
    if (route.subresource !== 'portforward') return undefined;
    const { store, kubelet, mayForward } = this.#cluster;
    if (!(await mayForward(route.name!))) throw forbidden(route.name!, route.namespace!);
    const pod = podOf(route, store);
    hostOf(pod);
    const { namespace = '', name } = pod.metadata;
    const connect = (port: number): Socket => {
      try {
        const socket = kubelet.connect(pod, port);
        this.#emit({ type: 'connection opened', pod: name, port });
        socket.once('close', () => this.#emit({ type: 'connection closed', pod: name, port }));
        return socket;
      } catch (error) {
        this.#emit({ type: 'connection refused', pod: name, port });
        throw error;
      }
    };
    return { namespace, name, connect };
  }
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof NoSuchPath) {
    sendText(response, 404, '404 page not found\n');
    return;
  }
  const known =
    error instanceof StatusError
      ? error
      : new StatusError(500, 'InternalError', `Internal error occurred: ${String(error)}`);
  if (known instanceof NotAcceptable) {
    response.writeHead(known.code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known.status, null, 2));
    return;
  }
  sendJSON(response, known.code, known.status);
}
