import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

/** Asks an API server, as who may do everything. */
export class APIClient {
  constructor(
    readonly url: string,
    readonly token: string,
    /** PEM. */
    readonly certificate: string,
  ) {}

  /** @throws Error with what the server said, if it refuses */
  async ask(method: 'DELETE' | 'POST', path: string, body?: object): Promise<void> {
    const sent = request(`${this.url}${path}`, {
      method,
      ca: this.certificate,
      agent: false,
      headers: { authorization: `Bearer ${this.token}` },
    });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.end(body && JSON.stringify(body));
    });
    let text = '';
    for await (const part of answer) text += String(part);
    if (answer.statusCode! >= 300) throw new Error(`${method} ${path}: ${text}`);
  }
}
