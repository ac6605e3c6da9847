import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOn } from '../nats/listen-error';
import { channelsz } from './channelsz';
import { clientsz } from './clientsz';
import { connz } from './connz';
import { goJSON } from './go-json';
import { indexPage } from './index-page';
import { routez } from './routez';
import { serverz } from './serverz';
import { storez } from './storez';
import { subsz } from './subsz';
import { varz } from './varz';
import { BadQueryError, type Endpoint, NotFoundError, type View } from './view';

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map([
  ['/streaming/serverz', serverz],
  ['/streaming/storez', storez],
  ['/streaming/clientsz', clientsz],
  ['/streaming/channelsz', channelsz],
  ['/varz', varz],
  ['/connz', connz],
  ['/subsz', subsz],
  ['/routez', routez],
]);
const OK = 200;
const NO_CONTENT = 204;
const BAD_REQUEST = 400;
const NOT_FOUND = 404;

/** Shows over HTTP what goes on in the broker (behaviour document, section 6). */
export class Monitor {
  readonly #view: Omit<View, 'port' | 'requests'>;
  readonly #requests = new Map<string, number>();
  readonly #server: Server;
  #port = 0;

  constructor(view: Omit<View, 'port' | 'requests'>) {
    this.#view = view;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** The real one, once it listens. */
  get port(): number {
    return this.#port;
  }

  /**
   * @param port 0: a free one
   * @throws PortTakenError if another process listens there, ListenError if it cannot for another reason
   */
  async listen(host: string, port: number): Promise<void> {
    this.#port = await listenOn(this.#server, 'monitoring', host, port);
  }

  /** Ends every connection, and resolves when the port is free. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    try {
      this.#show(path, query, response);
    } catch (error) {
      if (error instanceof NotFoundError) refuse(response, NOT_FOUND, `${error.message}\n`);
      else if (error instanceof BadQueryError) refuse(response, BAD_REQUEST, error.message);
      else throw error;
    }
  }

  #show(path: string, query: URLSearchParams, response: ServerResponse): void {
    const endpoint = ENDPOINTS.get(path);
    // The core counts its own pages only.
    if (path === '/' || path === '/healthz' || (endpoint && !path.startsWith('/streaming')))
      this.#requests.set(path, (this.#requests.get(path) ?? 0) + 1);
    if (endpoint) {
      const view: View = { ...this.#view, port: this.#port, requests: this.#requests };
      sendJSON(response, query, goJSON(endpoint(view, query)));
    } else if (path === '/healthz') sendJSON(response, query, '{"status":"ok"}');
    else if (path === '/') sendPage(response, 'NATS', [...ENDPOINTS.keys(), '/healthz']);
    else if (path === '/streaming') {
      const paths = [...ENDPOINTS.keys()].filter((known) => known.startsWith(path));
      sendPage(response, 'NATS Streaming', paths);
    } else if (path === '/streaming/isFTActive') response.writeHead(NO_CONTENT).end();
    else throw new NotFoundError('404 page not found');
  }
}

/** With `?callback=f` it is a call of f, for pages of other servers. */
function sendJSON(response: ServerResponse, query: URLSearchParams, json: string): void {
  const callback = query.get('callback');
  if (callback) {
    response
      .writeHead(OK, { 'Content-Type': 'application/javascript' })
      .end(`${callback}(${json})`);
    return;
  }
  const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' };
  response.writeHead(OK, headers).end(json);
}

function sendPage(response: ServerResponse, title: string, paths: readonly string[]): void {
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  response.writeHead(OK, headers).end(indexPage(title, paths));
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}
