/**
 * The small-world explorer: a handler, a few events, and every schedule that the broker, two copies
 * and a few faults can make of them, without sockets and without time.
 */
export type { Exploration } from './exploration';
export { explore, type ExploreOptions } from './explore';
export { replay, type Schedule } from './replay';
export type { FaultLimits, Handler, Message, Opened, SmallWorld, Tables } from './small-world';
export type { Passage, Step } from './step';
export type { Rows, Table } from './table';
