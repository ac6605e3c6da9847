/** What a server tells a client first (behaviour document, section 1.2). */
export interface Info {
  readonly server_id: string;
  readonly server_name: string;
  readonly version: string;
  readonly proto: 1;
  readonly go: string;
  readonly host: string;
  readonly port: number;
  readonly headers: boolean;
  /** Only where a client has to say who it is. */
  readonly auth_required?: true;
  readonly max_payload: number;
  readonly client_id: number;
  readonly client_ip: string;
}

export const CRLF = '\r\n';
export const PING = Buffer.from('PING\r\n');
export const PONG = Buffer.from('PONG\r\n');
export const OK = Buffer.from('+OK\r\n');
/** The headers of the answer to a request that nobody serves; it has no payload. */
export const NO_RESPONDERS = Buffer.from('NATS/1.0 503\r\n\r\n');

/** The real server puts a blank between the JSON and the line end, and so do we. */
export function encodeInfo(info: Info): Buffer {
  return Buffer.from(`INFO ${JSON.stringify(info)} ${CRLF}`);
}

/** The text stands in single quotes: the JavaScript clients read nothing else (section 8, T3). */
export function encodeError(text: string): Buffer {
  return Buffer.from(`-ERR '${text}'${CRLF}`);
}

/**
 * The line before a payload, up to the payload's size, which ends it.
 *
 * @param subject as it came in a command, as `reply`: latin1, without blanks and line ends
 * @param headers how many bytes of what follows are headers, for a client that wants them
 */
export function messageHead(
  subject: string,
  sid: string,
  reply: string | undefined,
  headers = 0,
): Buffer {
  const names = reply === undefined ? `${subject} ${sid}` : `${subject} ${sid} ${reply}`;
  return Buffer.from(headers > 0 ? `HMSG ${names} ${headers} ` : `MSG ${names} `, 'latin1');
}
