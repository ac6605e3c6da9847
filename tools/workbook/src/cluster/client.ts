import { request } from 'node:https';

/** So long an API server on this machine may take to answer. */
const LIMIT_MS = 5000;

/** Where an API server is, and what lets a client in. */
export interface Access {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  /** The only one that it may show, in PEM. */
  readonly certificate: string;
  readonly token: string;
}

/** An answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks an API server.
 *
 * @param body sent as JSON, with POST; a GET without it
 * @throws the system's error if nobody is there, or it is another
 */
export function ask({ url, certificate, token }: Access, path: string, body?: object) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      {
        method: body ? 'POST' : 'GET',
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
