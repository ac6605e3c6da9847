import type { Clock } from '@workbook/clock';
import type { Expiry } from '../expiry';
import type { Databases } from '../storage';
import type { Doc } from '../values';
import type { Arguments } from './arguments';
import type { Cursors } from './cursors';
import type { SessionList } from './session-list';

/** What all commands of a server work on. */
export interface ServerState {
  readonly databases: Databases;
  readonly cursors: Cursors;
  readonly sessions: SessionList;
  readonly expiry: Expiry;
  readonly clock: Clock;
  /** When it was started, by the clock. */
  readonly started: number;
  /** `127.0.0.1:27017` */
  readonly address: string;
  /** Connections that are open now. */
  readonly connections: () => number;
  /** Ends the server, once the answer is on its way. */
  readonly shutDown: () => void;
}

/** A command as it was asked for. */
export interface Call {
  readonly database: string;
  readonly args: Arguments;
  /** The whole of it; the first field is its name. */
  readonly body: Doc;
  readonly state: ServerState;
  readonly connectionID: number;
}

/**
 * Carries a command out as a whole, before any other: its caller awaits nothing.
 *
 * @returns the answer, without `ok`
 * @throws CommandError
 */
export type Command = (call: Call) => Doc;

/** Commands by their names. */
export type Commands = Readonly<Record<string, Command>>;
