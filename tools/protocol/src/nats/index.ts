export {
  CommandParser,
  MAX_CONTROL_LINE,
  MAX_PAYLOAD,
  type CommandHandler,
  type Violation,
} from './command-parser';
export { isLiteral, isValidPattern, matches, tokensOf } from './subject';
export { CRLF, encodeError, encodeInfo, messageHeader, OK, PING, PONG, type Info } from './lines';
