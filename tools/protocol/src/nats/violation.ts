/** Bytes that the arguments of one control line may have (behaviour document, section 1.6). */
export const MAX_CONTROL_LINE = 4096;
/** Bytes that one payload may have: 1 MiB. */
export const MAX_PAYLOAD = 1_048_576;

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
export const INVALID_PROTOCOL = told('invalid client protocol');
export const NO_RESPONDERS_REFUSED = told('no responders requires headers support');

export function payloadTooLarge(size: number): Violation {
  return {
    error: 'Maximum Payload Violation',
    log: `maximum payload exceeded: ${size} vs ${MAX_PAYLOAD}`,
  };
}

/** Arguments that make no sense; the client is not told, the connection ends. */
export function badArguments(what: string, given: string): Violation {
  return { error: undefined, log: `${what}: ${JSON.stringify(given)}` };
}
