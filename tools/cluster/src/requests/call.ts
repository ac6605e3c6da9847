import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest } from '../status';

/** Larger ones are not read; the real limit is 3 MiB, too. */
const LONGEST_BODY = 3 * 1024 * 1024;

/** A request that has been let in, and what answers it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Sends an object, and a line end behind it as the real server does. */
export function sendJSON(response: ServerResponse, code: number, object: unknown): void {
  response.writeHead(code, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  response.end(`${JSON.stringify(object)}\n`);
}

export function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

/** The JSON that a request came with; undefined if there is none. @throws StatusError if it is none */
export async function bodyOf<T>(request: IncomingMessage): Promise<T | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_BODY) throw badRequest('the request is too large');
    parts.push(part);
  }
  if (length === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as T;
  } catch (error) {
    const kind = request.headers['content-type'] ?? 'nothing';
    throw badRequest(`the body of type ${kind} is no JSON: ${(error as Error).message}`);
  }
}

/** @returns undefined if it is not there. @throws StatusError if it is no number */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw badRequest(`${name}: Invalid value: ${JSON.stringify(text)}: must be a number`);
}
