/**
 * What lab tests import: a broker for each test, copies of a learner's service, a lab's programs as
 * processes, time that passes at once, what passed over the wire, and matchers that say in a sentence
 * what was expected and what happened.
 */
import './matchers';
import { endPrograms } from './program';

export { Gate } from './gate';
export type { BrokerFault, CopyFault, Fault, Plan } from './faults/fault';
export { parsePlan, printPlan } from './faults/plan';
export { explain, type Explanation, found } from './failure';
export { type Advice, Failure, type Finding } from './finding';
export type { Handled, Published } from './event';
export type { CopyElsewhere } from './elsewhere/copies';
export { Elsewhere, NEXT_YEAR, type Place } from './elsewhere/elsewhere';
export { inTime } from './in-time';
export { list, nameOf, times } from '@workbook/history';
export { Looking, patient } from '@workbook/protocol/waiting';
export { needs } from './needs';
export { OwnTime } from './own-time';
export { limitOnRealServer } from './limit-on-real-server';
export { type Exit, Program, type ProgramOptions, startProgram } from './program';
export type { Copy, Service } from './service';
export type { ServerOptions, Settleable } from './server';
export { startServer, type StartedServer } from './start-server';
export { type RestartOptions, TestBroker, type TestBrokerOptions } from './test-broker';
export { noteUncaught } from './uncaught';
export { useBroker } from './use-broker';
export type * from './wire/fact';
export { Facts } from './wire/facts';

afterEach(endPrograms);
