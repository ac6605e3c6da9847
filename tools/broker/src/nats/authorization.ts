import type { ConnectOptions } from '@workbook/protocol';

/** Who may connect (behaviour document, section 1.5): everybody, if neither user nor token is given. */
export interface Authorization {
  readonly user?: string;
  readonly password?: string;
  /** If it is given, it alone counts. */
  readonly token?: string;
  /** Milliseconds that a client has to say who it is; 2000 unless given. */
  readonly timeout?: number;
}

export const AUTHORIZATION_TIMEOUT_MS = 2000;

/** True if a client has to say who it is. */
export function asksWho({ user, token }: Authorization): boolean {
  return Boolean(user) || Boolean(token);
}

/** True if a client that says of itself what `given` says may stay. */
export function isAuthorized(wanted: Authorization, given: ConnectOptions): boolean {
  if (!asksWho(wanted)) return true;
  if (wanted.token) return given.auth_token === wanted.token;
  return given.user === wanted.user && given.pass === (wanted.password ?? '');
}

const UPPER_CASE = 0xdf;

/** The first byte of a client says enough: a stranger may send nothing but CONNECT (section 1.5). */
export function mayBeConnect(bytes: Buffer): boolean {
  return (bytes[0]! & UPPER_CASE) === 'C'.charCodeAt(0);
}
