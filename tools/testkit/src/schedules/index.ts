/**
 * What is needed for schedules of small worlds: by a lab's worlds, by tests that run what a learner has written or
 * all there are, and by who plays in them. A door of its own, since most tests have no need of it.
 */
export {
  dodgedIn,
  explore,
  type Exploration,
  type Fate,
  Fates,
  type FaultLimits,
  fewest,
  impossibleIn,
  type Message,
  type Moves,
  movesIn,
  replay,
  type Replayed,
  ScheduleError,
  type SmallWorld,
  stand,
  type Standing,
  type Table,
  type Tables,
} from '@workbook/explorer';
export { type Attacks, useAttacks, type Wanted } from './use-attacks';
