/** Why a stream ends before its time; the numbers of section 2.6.3 of SPDY/3.1. */
export const RESET = { protocolError: 1, refusedStream: 3, cancel: 5 } as const;

/** Why a session ends: section 2.6.6 of SPDY/3.1. The real server says so whatever the reason was. */
export const GOAWAY_OK = 0;

/** What goes over a session in either direction. `block` holds headers, compressed. */
export type Frame =
  /** Of a long one there are several, as its bytes come; `fin` is true with the last. */
  | { readonly type: 'DATA'; readonly stream: number; readonly fin: boolean; readonly data: Buffer }
  | (HeaderFrame & { readonly type: 'SYN_STREAM' | 'SYN_REPLY' | 'HEADERS' })
  | { readonly type: 'RST_STREAM'; readonly stream: number; readonly status: number }
  | { readonly type: 'PING'; readonly id: number }
  | { readonly type: 'GOAWAY'; readonly lastStream: number; readonly status: number }
  | { readonly type: 'WINDOW_UPDATE'; readonly stream: number; readonly delta: number }
  | { readonly type: 'SETTINGS' };

export interface HeaderFrame {
  readonly stream: number;
  readonly fin: boolean;
  readonly block: Buffer;
}

/** The numbers of the control frames. */
export const TYPES = {
  SYN_STREAM: 1,
  SYN_REPLY: 2,
  RST_STREAM: 3,
  SETTINGS: 4,
  PING: 6,
  GOAWAY: 7,
  HEADERS: 8,
  WINDOW_UPDATE: 9,
} as const;

export const FIN = 1;
export const HEADER_LENGTH = 8;
/** The other bit of the four bytes says that a frame is one of control. */
export const STREAM_BITS = 0x7fffffff;
export const VERSION = 3;

/** No byte after it can be understood. */
export class SpdyError extends Error {
  override readonly name: string = 'SpdyError';
}

/** A control frame of a type that is none: the real server hangs up without a word. */
export class UnknownFrameError extends SpdyError {
  override readonly name = 'UnknownFrameError';
}
