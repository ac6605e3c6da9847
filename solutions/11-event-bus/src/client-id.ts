import { randomBytes } from 'node:crypto';

/** A name that no other process has, for the broker and the database: the service's, and four random letters. */
export function clientIDOf(service: string): string {
  return process.env.NATS_CLIENT_ID ?? `${service}-${randomBytes(2).toString('hex')}`;
}
