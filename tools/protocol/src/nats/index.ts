export { type CommandHandler } from './command-handler';
export { CommandParser } from './command-parser';
export { type ConnectOptions, parseConnect, UNTOLD_OPTIONS } from './connect-options';
export {
  CRLF,
  encodeError,
  encodeInfo,
  type Info,
  messageHead,
  NO_RESPONDERS,
  OK,
  PING,
  PONG,
} from './lines';
export { quoted } from './quoted';
export { type RawMessage, type ServerLineHandler } from './server-line-handler';
export { ServerLineReader } from './server-line-reader';
export {
  isLiteral,
  isSendable,
  isValidPattern,
  matches,
  subjectOf,
  textOf,
  tokensOf,
} from './subject';
export {
  AUTHENTICATION_TIMEOUT,
  type Complaint,
  DEFAULT_LENGTHS,
  type LengthLimits,
  STALE_CONNECTION,
  TOO_MANY_CONNECTIONS,
  TOO_MANY_SUBSCRIPTIONS,
  UNAUTHORIZED,
  type Violation,
} from './violation';
