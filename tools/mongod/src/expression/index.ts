/** Aggregation expressions: `$expr`, computed fields, and the stages of pipelines. */
export { type Accumulator, ACCUMULATORS } from './accumulators';
export { chosen, countOf } from './accumulating';
export { refuseCollated } from './collated';
export { holds } from './conditions';
export { fieldPath } from './field-path';
export { isOperator, parseExpression, variablesOf } from './parse';
export type { Environment } from './scope';
