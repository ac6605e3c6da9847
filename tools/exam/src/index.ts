/**
 * What a lab, a step, a variant and a result are, and what runs them: jest is started here and nowhere
 * else. Nothing is printed here: screens read what comes of it.
 */
export { codeOf } from './code';
export { next, toText, WorkbookError } from './error';
export { type JestResults, type JestRun, runJest } from './jest/run-jest';
export { findLab, foldersOf, type Lab, listLabs, readJson, readLab, type Step } from './lab';
export { isCarried } from './mutation/carried';
export { type Mutant, mutate, mutateOthers } from './mutation/mutate';
export { readSurvivors, type Survivor } from './mutation/survivors';
export type { Check, LabReport, Report, VariantReport } from './proof/report';
export { type Choice, verify } from './proof/verify';
export { type Failure, failuresOf } from './results/failures';
export { startTypeCheck, type TypeCheck } from './results/type-check';
export { compare, type Drift } from './starter/drift';
export { toStarter } from './starter/regions';
export { type Files, makeStarter, readFiles, writeFiles } from './starter/starter';
