import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a service answers: the words of the path, and the body, if there is one. */
export type Answer = (
  method: string,
  words: readonly string[],
  body: Record<string, unknown>,
) => Promise<object>;

/** Answers requests over HTTP. */
export class Requests {
  readonly #server: Server;

  constructor(answer: Answer) {
    this.#server = createServer((request, response) => {
      respond(answer, request).then(
        (said) => response.end(JSON.stringify(said)),
        (error: unknown) => {
          response.statusCode = 400;
          response.end(JSON.stringify({ error: (error as Error).message }));
        },
      );
    });
  }

  /** Begins to listen; gives the address. A port that is taken ends the program. */
  listen(port: number): Promise<string> {
    this.#server.on('error', (error) => noPort(port, error));
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`),
      );
    });
  }

  /** Takes no request more; resolves when those that were in hand are answered. */
  stop(): Promise<unknown> {
    return new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeIdleConnections();
    });
  }
}

async function respond(answer: Answer, request: IncomingMessage): Promise<object> {
  const words = (request.url ?? '').split('/').slice(1);
  const said = await text(request);
  return answer(
    request.method ?? 'GET',
    words,
    said === '' ? {} : (JSON.parse(said) as Record<string, unknown>),
  );
}

/** Says why nobody can reach this program, and ends it. */
function noPort(port: number, error: Error): never {
  console.error(
    `Nothing can listen at 127.0.0.1:${port}: ${error.message}\n    PORT in the environment names another port`,
  );
  process.exit(1);
}
