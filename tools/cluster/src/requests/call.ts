import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest } from '../status';

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
  response.end(lineOf(object));
}

/** JSON as the real server writes it: none of it can be taken for HTML. */
export function lineOf(object: unknown): string {
  const escape = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(object).replace(/[<>&\u2028\u2029]/g, escape)}\n`;
}

export function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

/** @returns undefined if it is not there. @throws StatusError if it is no number */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** True for all but those words that mean no. */
export function isTrue(query: URLSearchParams, name: string): boolean {
  const text = query.get(name);
  return text !== null && text !== '0' && text.toLowerCase() !== 'false';
}
