/**
 * The small-world explorer: a handler, a few events, and every schedule that the broker, two copies
 * and a few faults can make of them, without sockets and without time.
 *
 *     const { report } = await explore({ events, tables, handle, safe, faults: { crashes: 1 } });
 *
 * Code that depends on a port, an interface of what it needs of its database, is explored as it is.
 * Behind the port stands a table of the small world instead of a real one; each operation of a table
 * is one step, before and after which all else may happen:
 *
 *     const accountsIn = (table: Table<Account>): Accounts => ({
 *       find: (id) => table.load(id),
 *       update: (account, version) =>
 *         table.update(account.id, (now) => (now?.version === version ? account : undefined)),
 *     });
 *     handle: (message, { accounts }) =>
 *       new Service(accountsIn(accounts)).onMessage(message.data, message)
 *
 * A service that keeps something in variables is made once for each copy, by `service`. A method of
 * the port that takes several operations is as many steps, as it is with a real database.
 *
 * Rows may stand somewhere else than in tables: `database` makes, for each schedule, a `Database` whose handlers ask
 * it in their own way, and whose operations are steps like those of a table.
 *
 * A schedule has a name for each of its moves, `send #1 > a; read; send #2 > b; read; write`, which means the same
 * whatever the handler is: `replay` runs it on any, and says at which move one goes another way. `stand` says what
 * can come next, and `Fates` how much of what lies behind each of these ends badly.
 */
export type { Ask, Work } from './copy';
export type { Database } from './database';
export type { Exploration } from './exploration';
export { explore, type ExploreOptions } from './explore';
export { type Fate, Fates, type FateOptions } from './fate';
export { fewest } from './fewest';
export { type Moves, movesIn, ScheduleError } from './moves';
export type { Dodged } from './named';
export {
  dodgedIn,
  impossibleIn,
  replay,
  type Replayed,
  type Schedule,
  stand,
  type Standing,
} from './replay';
export type { Word } from './word';
export type { FaultLimits, Handler, Opened, SmallWorld } from './small-world';
export type { Message } from './message';
export type { Tables } from './table';
export type { Step } from './step';
export type { Done, Operation, Rows, Table } from './table';
