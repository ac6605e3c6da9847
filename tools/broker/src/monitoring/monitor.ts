import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOn } from '../nats/listen-error';
import { channelsz } from './channelsz';
import { clientsz } from './clientsz';
import { connz } from './connz';
import { goJSON } from './go-json';
import { serverz } from './serverz';
import { storez } from './storez';
import { timeText } from './time';
import { varz } from './varz';
import { BadQueryError, type Endpoint, NotFoundError, type View } from './view';

/** `/subsz`: how the router is used. */
const subsz: Endpoint = ({ server }) => {
  const { inserts, removes, matches, misses, fanouts } = server.router.statistics;
  const total = fanouts.reduce((sum, fanout) => sum + fanout, 0);
  return {
    num_subscriptions: inserts - removes,
    num_cache: fanouts.length,
    num_inserts: inserts,
    num_removes: removes,
    num_matches: matches,
    cache_hit_rate: matches > 0 ? (matches - misses) / matches : 0,
    max_fanout: fanouts.reduce((most, fanout) => Math.max(most, fanout), 0),
    avg_fanout: fanouts.length > 0 ? total / fanouts.length : 0,
  };
};

/** `/routez`: other servers of a cluster; there are none. */
const routez: Endpoint = ({ server, clock }) => ({
  server_id: server.id,
  server_name: '',
  now: timeText(clock.now()),
  num_routes: 0,
  routes: [],
});

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

/** A page with a link to each of `paths`. */
function indexPage(title: string, paths: readonly string[]): string {
  const links = paths.map((path) => `    <a href="${path}">${path}</a><br/>\n`).join('');
  return `<html lang="en">\n  <head><title>${title}</title></head>\n  <body>\n${links}  </body>\n</html>\n`;
}
