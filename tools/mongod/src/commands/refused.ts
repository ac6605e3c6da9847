import { notHere } from '../error';
import type { Command, Commands } from './command';

/** What a mongod knows and this one does not do: to "no such command" a client could draw wrong conclusions. */
const NAMES = [
  ...['explain', 'validate', 'currentOp', 'killOp', 'collMod', 'compact', 'reIndex', 'profile'],
  ...['convertToCapped', 'cloneCollectionAsCapped', 'mapReduce', 'top', 'fsync', 'setParameter'],
  ...['bulkWrite', 'createUser', 'updateUser', 'dropUser', 'usersInfo', 'createRole', 'rolesInfo'],
  ...['setFeatureCompatibilityVersion', 'whatsmyuri', 'dbHash', 'dataSize', 'planCacheClear'],
  ...['saslStart', 'saslContinue', 'authenticate', 'logout', 'killAllSessions', 'listCommands'],
];

export const refused: Commands = Object.fromEntries(
  NAMES.map((name): [string, Command] => [
    name,
    () => {
      throw notHere(`The command ${name}`);
    },
  ]),
);
