import type { Clock, Timer } from '@workbook/clock';
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
function isAuthorized(wanted: Authorization, given: ConnectOptions): boolean {
  if (!asksWho(wanted)) return true;
  if (wanted.token) return given.auth_token === wanted.token;
  return given.user === wanted.user && given.pass === (wanted.password ?? '');
}

const UPPER_CASE = 0xdf;

/** The first byte of a client says enough: a stranger may send nothing but CONNECT (section 1.5). */
export function mayBeConnect(bytes: Buffer): boolean {
  return (bytes[0]! & UPPER_CASE) === 'C'.charCodeAt(0);
}

/** Lets a client in once it has said who it is. Where nobody is asked, it is let in whatever it says. */
export class Admission {
  readonly #authorization: Authorization;
  /** Runs while it has not said so, where it must. */
  #timer: Timer | undefined;

  /** @param late called if it takes longer than it may */
  constructor(authorization: Authorization, clock: Clock, late: () => void) {
    this.#authorization = authorization;
    if (!asksWho(authorization)) return;
    this.#timer = clock.after(authorization.timeout ?? AUTHORIZATION_TIMEOUT_MS, late);
  }

  /** @returns false if it must go */
  admits(given: ConnectOptions): boolean {
    const isAdmitted = isAuthorized(this.#authorization, given);
    if (isAdmitted) this.stop();
    return isAdmitted;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
