/** Plans of what goes wrong: to read one, to say what can stand in it, and what became of each fault. */
export { faultsInWords } from './in-words';
export { kindsInWords } from './kinds';
export { parsePlan, printPlan } from './plan';
export type { FaultReport } from './report';
