import { UUID } from 'bson';
import { CommandError } from '../error';
import { doc, int } from '../values';
import type { Call, Command, Commands } from './command';
import { SESSION_TIMEOUT_MINUTES } from './handshake';
import { adminOnly } from './names';

/** Manual, "startSession". */
const startSession: Command = ({ args }) => {
  args.end();
  return doc({ id: doc({ id: new UUID() }), timeoutMinutes: int(SESSION_TIMEOUT_MINUTES) });
};

/** A session holds nothing here: there is nothing to end, and nothing to keep. */
const forSessions: Command = (call) => {
  const [name] = call.body.keys();
  const sessions = call.body.get(name!);
  if (!Array.isArray(sessions))
    throw new CommandError(
      'TypeMismatch',
      `BSON field '${name!}.${name!}' is the wrong type, expected type 'array'`,
    );
  call.args.end();
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
  endSessions: forSessions,
  refreshSessions: forSessions,
  killSessions: forSessions,
  commitTransaction: outsideOfTransaction,
  abortTransaction: outsideOfTransaction,
  shutdown,
};
