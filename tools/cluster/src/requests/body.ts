import type { IncomingMessage } from 'node:http';
import { badRequest, tooLarge, unsupportedMediaType } from '../status';

/** Larger ones are not read. */
const LONGEST_BODY = 3 * 1024 * 1024;
const READ = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** A text that is no JSON; the message is what the real server's parser says of it. */
export class JSONError extends Error {
  override readonly name = 'JSONError';
}

/** What a request came with, as text. @throws StatusError if it is too large */
export async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= LONGEST_BODY) parts.push(part);
  }
  if (length > LONGEST_BODY) throw tooLarge(LONGEST_BODY);
  return Buffer.concat(parts).toString();
}

/** The type of a body, without what is said of it behind a semicolon. */
export function typeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? READ[0]!).split(';')[0]!.trim();
}

/** @throws StatusError if a body is of a type that no API server reads */
export function mustBeReadable(request: IncomingMessage): void {
  if (!READ.includes(typeOf(request))) throw unsupportedMediaType(READ);
}

/** @throws JSONError */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const { message } = error as Error;
    const at = /at position (\d+)/.exec(message)?.[1];
    const isShort = text === '' || message.includes('end of JSON') || Number(at) >= text.length;
    throw new JSONError(isShort ? 'unexpected end of JSON input' : message);
  }
}

/** The options that a request came with; none, if it is empty. @throws StatusError if they are none */
export async function optionsOf<T extends object>(
  request: IncomingMessage,
): Promise<Partial<T & { kind: string; apiVersion: string }>> {
  const text = await textOf(request);
  if (text === '') return {};
  try {
    return parsed(text) as Partial<T & { kind: string; apiVersion: string }>;
  } catch (error) {
    const { message } = error as JSONError;
    throw badRequest(`couldn't get version/kind; json parse error: ${message}`);
  }
}
