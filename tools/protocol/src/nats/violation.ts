import { quoted } from './quoted';

/** How long what a client sends may be, in bytes (behaviour document, section 1.6). */
export interface LengthLimits {
  /** The arguments of one line, without the verb. */
  readonly maxControlLine: number;
  readonly maxPayload: number;
}

/** What the real server allows unless told otherwise. */
export const DEFAULT_LENGTHS: LengthLimits = { maxControlLine: 4096, maxPayload: 1_048_576 };

/** What a client did wrong, after which its connection may stay. */
export interface Complaint {
  /** What the client is told, for `encodeError`. */
  readonly error: string;
  /** What the log says. */
  readonly log: string;
}

/** Why a connection must be closed (behaviour document, section 1.6). */
export interface Violation {
  /** What the client is told; for some mistakes it is told nothing. */
  readonly error: string | undefined;
  /** What the log says; undefined where `closed` is all it says. */
  readonly log: string | undefined;
  /** Why it was closed, for a debug line; `Protocol Violation` unless given. */
  readonly closed?: string;
}

/** A violation that the client and the log name alike. */
const told = (text: string, closed?: string): Violation => ({
  error: text,
  log: text,
  ...(closed !== undefined && { closed }),
});

export const STALE_CONNECTION = {
  error: 'Stale Connection',
  log: undefined,
  closed: 'Stale Connection',
} satisfies Violation;
export const TOO_MANY_CONNECTIONS = told(
  'maximum connections exceeded',
  'Maximum Connections Exceeded',
);
export const TOO_MANY_SUBSCRIPTIONS: Complaint = {
  error: 'maximum subscriptions exceeded',
  log: 'maximum subscriptions exceeded',
};
export const UNAUTHORIZED: Violation = {
  error: 'Authorization Violation',
  log: 'authentication error',
  closed: 'Authentication Failure',
};
export const AUTHENTICATION_TIMEOUT: Violation = {
  error: 'Authentication Timeout',
  log: undefined,
  closed: 'Authentication Timeout',
};
export const INVALID_PROTOCOL = told('invalid client protocol', 'Bad Client Protocol Version');
export const NO_RESPONDERS_REFUSED = told(
  'no responders requires headers support',
  'No Responders Requires Headers',
);
export const HEADERS_REFUSED: Violation = {
  error: undefined,
  log: 'message headers not supported',
};

/** How much of what made no sense the log shows. */
const SNIPPET = 32;
const BRACE = '{'.charCodeAt(0);
const LF = 10;

/**
 * No command. The log says it in the words that people search for, and shows what it was, but nothing after
 * a brace: that may be the password of a CONNECT.
 *
 * @param at where in `bytes` it stopped making sense
 * @param state the number of that place in the real server's parser
 */
export function unknownOperation(bytes: Buffer, at: number, state: number): Violation {
  const line = at === 0 ? 0 : bytes.lastIndexOf(LF, at - 1) + 1;
  const brace = bytes.indexOf(BRACE, line);
  const end = Math.min(at + SNIPPET, bytes.length - 1, brace < 0 ? bytes.length : brace);
  const snippet = quoted(bytes.toString('latin1', at, Math.max(at, end)));
  return {
    error: 'Unknown Protocol Operation',
    log: `Client parser ERROR, state=${state}, i=${at}: proto='${snippet}...'`,
  };
}

export function lineTooLong(limit: number): Violation {
  const error = 'maximum control line exceeded';
  return {
    error,
    log: `${error}: max_control_line ${limit}`,
    closed: 'Maximum Control Line Exceeded',
  };
}

export function payloadTooLarge(size: number, limit: number): Violation {
  return {
    error: 'Maximum Payload Violation',
    log: `maximum payload exceeded: ${size} vs ${limit}`,
    closed: 'Maximum Message Payload Exceeded',
  };
}

/**
 * Arguments that make no sense; the client is not told, the connection ends.
 *
 * @param given as latin1
 */
export function badArguments(what: string, given: string): Violation {
  return { error: undefined, log: `${what}: ${quoted(given)}` };
}

/** What the client is not told either; `log` must not hold what it said in CONNECT. */
export function untold(log: string): Violation {
  return { error: undefined, log };
}
