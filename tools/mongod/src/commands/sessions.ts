import { UUID } from 'bson';
import { CommandError } from '../error';
import { doc, int, type Value } from '../values';
import type { Call, Command, Commands } from './command';
import { adminOnly } from './names';
import { SESSION_TIMEOUT_MINUTES, type SessionList } from './session-list';

/** Manual, "startSession". */
const startSession: Command = ({ args, state }) => {
  args.end();
  const id = doc({ id: new UUID() });
  state.sessions.use(id);
  return doc({ id, timeoutMinutes: int(SESSION_TIMEOUT_MINUTES) });
};

/** A session holds nothing here: `each` says what becomes of it in the list. */
const forSessions =
  (each: (list: SessionList, lsid: Value) => void): Command =>
  (call) => {
    const [name] = call.body.keys();
    const sessions = call.body.get(name!);
    if (!Array.isArray(sessions))
      throw new CommandError(
        'TypeMismatch',
        `BSON field '${name!}.${name!}' is the wrong type, expected type 'array'`,
      );
    call.args.end();
    for (const lsid of sessions as readonly Value[]) each(call.state.sessions, lsid);
    return doc({});
  };

/** Manual, "commitTransaction": with a number it was refused before, and without it is none. */
const outsideOfTransaction: Command = (call: Call) => {
  adminOnly(call);
  const [name] = call.body.keys();
  throw new CommandError('CommandFailed', `${name!} must be run within a transaction`);
};

/** Manual, "shutdown". */
const shutdown: Command = (call) => {
  const { args, state } = call;
  adminOnly(call);
  args.flag('force');
  args.integer('timeoutSecs');
  args.end();
  state.shutDown();
  return doc({});
};

export const sessions: Commands = {
  startSession,
  endSessions: forSessions((list, lsid) => list.end(lsid)),
  refreshSessions: forSessions((list, lsid) => list.use(lsid)),
  killSessions: forSessions(() => undefined),
  commitTransaction: outsideOfTransaction,
  abortTransaction: outsideOfTransaction,
  shutdown,
};
