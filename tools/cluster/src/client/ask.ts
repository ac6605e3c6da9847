import { request } from 'node:https';
import type { Access } from './access';

/** So long an API server on this machine may take to answer. */
const LIMIT_MS = 5000;

/** An answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks an API server.
 *
 * @param path below the server's URL
 * @param body sent as JSON
 * @param method POST with a body, GET without one, unless given
 * @throws the system's error if nobody is there, or it is another
 */
export function ask(
  { url, certificate, token }: Access,
  path: string,
  body?: object,
  method = body ? 'POST' : 'GET',
): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      {
        method,
        ca: certificate,
        agent: false,
        timeout: LIMIT_MS,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.once('error', reject);
        answer.once('end', () => resolve({ status: answer.statusCode!, body: text }));
      },
    );
    sent.once('timeout', () => sent.destroy(new Error(`${url} does not answer`)));
    sent.once('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}
