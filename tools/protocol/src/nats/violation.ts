/** How long what a client sends may be, in bytes (behaviour document, section 1.6). */
export interface LengthLimits {
  /** The arguments of one line, without the verb. */
  readonly maxControlLine: number;
  readonly maxPayload: number;
}

/** What the real server allows unless told otherwise. */
export const DEFAULT_LENGTHS: LengthLimits = { maxControlLine: 4096, maxPayload: 1_048_576 };

/** Why a connection must be closed (behaviour document, section 1.6). */
export interface Violation {
  /** What the client is told, for `encodeError`; for some mistakes it is told nothing. */
  readonly error: string | undefined;
  /** What the log says. */
  readonly log: string;
}

/** A violation that the client and the log name alike. */
const told = (text: string): Violation => ({ error: text, log: text });

export const UNKNOWN_OPERATION = told('Unknown Protocol Operation');
export const LINE_TOO_LONG = told('maximum control line exceeded');
export const STALE_CONNECTION = told('Stale Connection');
export const TOO_MANY_CONNECTIONS = told('maximum connections exceeded');
export const UNAUTHORIZED: Violation = {
  error: 'Authorization Violation',
  log: 'authentication error',
};
export const INVALID_PROTOCOL = told('invalid client protocol');
export const NO_RESPONDERS_REFUSED = told('no responders requires headers support');

export function payloadTooLarge(size: number, limit: number): Violation {
  return {
    error: 'Maximum Payload Violation',
    log: `maximum payload exceeded: ${size} vs ${limit}`,
  };
}

/** Arguments that make no sense; the client is not told, the connection ends. */
export function badArguments(what: string, given: string): Violation {
  return { error: undefined, log: `${what}: ${JSON.stringify(given)}` };
}
