import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** What a service said: undefined if it died before it could. */
export type Said = { readonly status: number; readonly body: Record<string, unknown> } | undefined;

/** Asks a service for something. */
export function ask(url: string, method: string, body: object): Promise<Said> {
  return new Promise((resolve) => {
    const nothing = (): void => resolve(undefined);
    const asking = request(url, { agent, method }, (response) => {
      let said = '';
      response.setEncoding('utf8').on('data', (part: string) => (said += part));
      response.on('error', nothing);
      response.on('end', () => {
        const read = JSON.parse(said) as Record<string, unknown>;
        resolve({ status: response.statusCode ?? 0, body: read });
      });
    });
    asking.on('error', nothing);
    asking.end(JSON.stringify(body));
  });
}
