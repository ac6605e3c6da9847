/**
 * What lab tests import: a world for each test, with a broker, a cluster or a database in it, copies of a learner's service, a lab's programs as
 * processes, time that passes at once, what passed over the wire, and matchers that say in a sentence
 * what was expected and what happened.
 */
import { endPrograms } from '@workbook/world';
import './matchers';

export { Gate } from './gate';
export { explain, type Explanation, found } from './failure';
export { type Advice, Failure, type Finding } from './finding';
export type { CopyElsewhere } from './elsewhere/copies';
export { Elsewhere, NEXT_YEAR, type Place } from './elsewhere/elsewhere';
export { inTime } from './in-time';
export { areAtOnce, inTurns, TURNS } from './in-turns';
export { list, nameOf, times } from '@workbook/history';
export { Looking, patient } from '@workbook/protocol/waiting';
export { needs } from './needs';
export { inWords, type Outcome, outcomeOf, standing, told } from './outcome';
export { planProblem } from './plan-problem';
export { faultsInWords } from '@workbook/world/faults';
export { limitOnRealServer } from './limit-on-real-server';
export { noteUncaught } from './uncaught';
export { type Collections, exploreOn, type ScheduleWorld } from './schedules/explore-on';
export { inOwnTime, useWorld } from './use-world';
export {
  type Copy,
  cutOff,
  type DatabaseFact,
  type DatabaseFacts,
  type Exit,
  type Fact,
  type Facts,
  type HeldCommand,
  type Holding,
  isPortFree,
  type Manifest,
  NATS_MANIFESTS,
  type PodConnection,
  type PodOptions,
  type Program,
  type Published,
  type Row,
  type Service,
  startProgram,
  type Subscribed,
  type TestBroker,
  type TestCluster,
  type TestDatabase,
  type TestPod,
} from '@workbook/world';

afterEach(endPrograms);
