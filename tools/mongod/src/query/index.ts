/** Filters: which documents find, update, delete and the others are about. */
export { type Element, someElement, valuesAt } from './elements';
export { type Equality, type ExpressionParser, type Filter, parseFilter } from './filter';
export { isOperatorDoc } from './operators';
export type { MatchDetails } from './predicate';
export { checkRegexOptions, compiled } from './regex';
export { type Order, parseSort } from './sort';
