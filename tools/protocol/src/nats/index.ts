export { type CommandHandler } from './command-handler';
export { CommandParser } from './command-parser';
export { type ConnectOptions, parseConnect, UNTOLD_OPTIONS } from './connect-options';
export { CRLF, encodeError, encodeInfo, type Info, messageHeader, OK, PING, PONG } from './lines';
export { isLiteral, isValidPattern, matches, tokensOf } from './subject';
export { MAX_CONTROL_LINE, MAX_PAYLOAD, STALE_CONNECTION, type Violation } from './violation';
