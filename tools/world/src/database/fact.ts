import type { Row } from './plain';

/** One command that a client sent to the database, by the bytes that passed: the same on every server. */
export interface DatabaseFact {
  /** The copy: its connection's `appName`; empty without one. */
  readonly client: string;
  readonly database: string;
  /** Empty for a command that is about none. */
  readonly collection: string;
  /** As the protocol calls it: `update`, `insert`, `find`, `findAndModify`. */
  readonly name: string;
  /** The command, but for what every command has. */
  readonly sent: Row;
  /** The answer; undefined while it is under way, or if the connection broke. */
  answered: Row | undefined;
}

/** Commands that read or write documents. */
const OF_DOCUMENTS: ReadonlySet<string> = new Set([
  ...['insert', 'update', 'delete', 'findAndModify', 'find', 'getMore'],
  ...['aggregate', 'count', 'distinct'],
]);

/** Of these, those that may change some. */
const WRITES: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'findAndModify']);

/** What clients say to find out about the server, and to leave: no fact. */
const ASIDE: ReadonlySet<string> = new Set([
  ...['hello', 'ismaster', 'isMaster', 'ping', 'buildInfo', 'getParameter'],
  ...['saslStart', 'saslContinue', 'endSessions', 'killCursors'],
]);

export function isOfDocuments(name: string): boolean {
  return OF_DOCUMENTS.has(name);
}

export function isWrite(name: string): boolean {
  return WRITES.has(name);
}

export function isAside(name: string): boolean {
  return ASIDE.has(name);
}
