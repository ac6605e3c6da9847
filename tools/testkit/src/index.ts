/**
 * What lab tests import: a broker for each test, copies of a learner's service, a lab's programs as
 * processes, time that passes at once, and matchers that say in a sentence what was expected and what
 * happened.
 */
import './matchers';

export { Gate } from './gate';
export type { BrokerFault, CopyFault, Fault, Plan } from './faults/fault';
export { parsePlan, printPlan } from './faults/plan';
export { explain, type Advice, type Finding } from './failure';
export type { Handled, Published } from './event';
export { type Exit, Program, type ProgramOptions, startProgram } from './program';
export type { Copy, Service } from './service';
export type { ServerOptions, Settleable } from './server';
export { startServer, type StartedServer } from './start-server';
export { TestBroker, type TestBrokerOptions } from './test-broker';
export { useBroker } from './use-broker';
