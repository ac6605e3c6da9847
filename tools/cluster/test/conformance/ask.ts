import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { normal, words } from './normal';
import type { HTTPRow, UpgradeRow } from './row';
import type { Server } from './server';

/** So long an answer may be awaited. */
const LIMIT_MS = 20_000;
/** And so long something may take to come about: kwok may notice late that a pod is to end. */
const UNTIL_MS = 60_000;

export type Asked = Pick<HTTPRow, 'method' | 'path' | 'headers' | 'body' | 'token'>;

/** An answer before anything of it is replaced. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends a request as any client of HTTP does. @throws if it is hung up */
export async function send(server: Server, asked: Asked): Promise<Answer> {
  const { method = 'GET', path, body, token = server.token } = asked;
  const bytes = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const sent = request(server.url + path, {
    method,
    ca: server.ca,
    agent: false,
    timeout: LIMIT_MS,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      'content-length': Buffer.byteLength(bytes),
      ...asked.headers,
    },
  });
  sent.on('timeout', () => sent.destroy(new Error(`no answer within ${LIMIT_MS / 1000} s`)));
  sent.end(bytes);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.once('upgrade', (answer: IncomingMessage, socket: Socket) => {
      socket.destroy();
      resolve(answer);
    });
  });
  let text = '';
  if (response.statusCode !== 101) for await (const part of response) text += String(part);
  return { status: response.statusCode!, headers: response.headers, body: text };
}

/** The object of an answer; undefined if it is none. */
export function objectOf({ body }: Answer): object | undefined {
  try {
    return JSON.parse(body) as object;
  } catch {
    return undefined;
  }
}

/** What a row is answered with, as it is compared. */
export async function answerTo(server: Server, row: HTTPRow): Promise<unknown> {
  const end = Date.now() + UNTIL_MS;
  for (;;) {
    const answer = await send(server, row).catch((error: unknown) => (error as Error).message);
    if (typeof answer === 'string') return { error: answer };
    const object = objectOf(answer);
    if (row.until && !row.until(object ?? {}) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    return {
      status: answer.status,
      type: answer.headers['content-type'],
      ...bodyOf(answer, object, row),
    };
  }
}

function bodyOf(answer: Answer, object: object | undefined, row: HTTPRow): object {
  const { kind, status, code, reason } = (object ?? {}) as Record<string, unknown>;
  if (kind === 'Status' && status === 'Failure') {
    // Compared to the byte.
    return row.brief ? { body: [code, reason] } : { body: words(answer.body) };
  }
  if (object === undefined) return { body: words(answer.body) };
  return { body: normal(row.of ? row.of(object) : object) };
}

const HEADERS = ['connection', 'upgrade', 'x-stream-protocol-version', 'sec-websocket-protocol'];

/** What a request for another protocol is answered with. */
export async function upgradeOf(server: Server, row: UpgradeRow): Promise<unknown> {
  try {
    const { status, headers, body } = await send(server, { ...row, path: row.upgrade });
    const shown = HEADERS.filter((name) => headers[name] !== undefined);
    return {
      status,
      ...(status === 101
        ? { headers: Object.fromEntries(shown.map((name) => [name, headers[name]])) }
        : { type: headers['content-type'], body: words(body) }),
    };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
