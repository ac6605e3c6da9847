import { CommandError } from '../error';
import { type Doc, double, isDoc, isNumeric, toNumber, type Value } from '../values';
import { aggregate } from './aggregate';
import { Arguments } from './arguments';
import { collections } from './collections';
import type { Command, Commands, ServerState } from './command';
import { count } from './count';
import { remove } from './delete';
import { distinct } from './distinct';
import { databases } from './databases';
import { diagnostics } from './diagnostics';
import { find, getMore, killCursors } from './find';
import { findAndModify } from './find-and-modify';
import { handshake } from './handshake';
import { indexes } from './indexes';
import { insert } from './insert';
import { update } from './update';
import { refused } from './refused';
import { sessions } from './sessions';
import { errorFields } from './writes';

const COMMANDS: Commands = {
  ...refused,
  ...handshake,
  ...diagnostics,
  ...sessions,
  ...databases,
  ...collections,
  ...indexes,
  insert,
  delete: remove,
  update,
  ...findAndModify,
  find,
  getMore,
  killCursors,
  aggregate,
  count,
  distinct,
};

/** What a command answers: its result with `ok: 1`, or its error with `ok: 0`. */
export function answer(body: Doc, state: ServerState, connectionID: number): Doc {
  try {
    return new Map([...run(body, state, connectionID), ['ok', double(1)]]);
  } catch (error) {
    if (error instanceof CommandError) return failure(error);
    throw error;
  }
}

function run(body: Doc, state: ServerState, connectionID: number): Doc {
  const [name] = body.keys();
  if (name === undefined) throw new CommandError('FailedToParse', 'Command document is empty');
  const database = body.get('$db');
  if (typeof database !== 'string')
    throw new CommandError(40571, 'OP_MSG requests require a $db argument');
  const command = commandNamed(name);
  refuseReplicas(body);
  state.sessions.use(body.get('lsid'));
  const args = Arguments.ofCommand(body);
  return command({ database, args, body, state, connectionID });
}

function commandNamed(name: string): Command {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name]!;
  throw new CommandError('CommandNotFound', `no such command: '${name}'`);
}

/** What needs a replica set is refused, as by a mongod that stands alone. */
function refuseReplicas(body: Doc): void {
  if (body.has('txnNumber') || body.has('autocommit') || body.has('startTransaction'))
    throw new CommandError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  const writeConcern = body.get('writeConcern');
  if (isDoc(writeConcern ?? null)) checkWriteConcern(writeConcern as Doc);
}

function checkWriteConcern(writeConcern: Doc): void {
  const w: Value = writeConcern.get('w') ?? null;
  if (isNumeric(w) && toNumber(w) > 1)
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  if (typeof w === 'string' && w !== 'majority')
    throw new CommandError(
      'BadValue',
      `cannot use non-majority 'w' mode ${w} when a host is not replicated`,
    );
}

function failure(error: CommandError): Doc {
  return new Map<string, Value>([
    ['ok', double(0)],
    ...errorFields(error),
    ['codeName', error.codeName],
  ]);
}
