export { type CommandHandler } from './command-handler';
export { CommandParser } from './command-parser';
export { type ConnectOptions, parseConnect, UNTOLD_OPTIONS } from './connect-options';
export { CRLF, encodeError, encodeInfo, type Info, messageHead, OK, PING, PONG } from './lines';
export { isLiteral, isValidPattern, matches, tokensOf } from './subject';
export {
  DEFAULT_LENGTHS,
  type LengthLimits,
  STALE_CONNECTION,
  TOO_MANY_CONNECTIONS,
  UNAUTHORIZED,
  type Violation,
} from './violation';
