/**
 * What lab tests import that run schedules of small worlds: those that a learner writes, or all there are.
 * A door of its own, since most tests have no need of it.
 */
export {
  dodgedIn,
  explore,
  type Exploration,
  fates,
  type FaultLimits,
  fewest,
  type Message,
  type Moves,
  movesIn,
  replay,
  type Replayed,
  type SmallWorld,
  type Table,
  type Tables,
} from '@workbook/explorer';
export { type Attacks, useAttacks, type Wanted } from './use-attacks';
