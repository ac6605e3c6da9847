/** What a server tells a client first (behaviour document, section 1.2). */
export interface Info {
  readonly server_id: string;
  readonly server_name: string;
  readonly version: string;
  readonly proto: 1;
  readonly go: string;
  readonly host: string;
  readonly port: number;
  readonly headers: false;
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

/** The real server puts a blank between the JSON and the line end, and so do we. */
export function encodeInfo(info: Info): Buffer {
  return Buffer.from(`INFO ${JSON.stringify(info)} ${CRLF}`);
}

/** The text stands in single quotes: the JavaScript clients read nothing else (section 8, T3). */
export function encodeError(text: string): Buffer {
  return Buffer.from(`-ERR '${text}'${CRLF}`);
}

/** The line before a payload, as latin1, up to the payload's size, which ends it. */
export function messageHead(subject: string, sid: string, reply: string | undefined): Buffer {
  const names = reply === undefined ? `${subject} ${sid}` : `${subject} ${sid} ${reply}`;
  return Buffer.from(`MSG ${names} `, 'latin1');
}
