/**
 * What a lab, a step, a variant and a result are, and what runs them: jest is started here and nowhere
 * else. Nothing is printed here: screens are readers of what comes of it.
 */
export { codeOf } from './code';
export { ExamError } from './error';
export { runJest } from './jest/run-jest';
export { type Count, runTools } from './jest/run-tools';
export { findLab, foldersOf, type Lab, listLabs, readJson, type Step } from './lab';
export { isCarried } from './mutation/carried';
export { type Mutant, mutate, mutateOthers } from './mutation/mutate';
export { readSurvivors, type Survivor } from './mutation/survivors';
export type { Check, LabReport, Report, VariantReport } from './proof/report';
export { verify } from './proof/verify';
export { countHeld, type Held, isTried } from './results/experiment';
export { type KeptResult, readResult } from './results/kept-result';
export type { Reader } from './results/lab-reporter';
export {
  failingIn,
  hasFailed,
  type LabResult,
  type StepResult,
  type TestResult,
  type TypeProblem,
} from './results/result';
export { compare, type Drift } from './starter/drift';
export { toStarter } from './starter/regions';
export { type Files, makeStarter, readFiles, writeFiles } from './starter/starter';
