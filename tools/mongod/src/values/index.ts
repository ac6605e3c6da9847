/** BSON values with their types: read, written, compared, and added up as a mongod does. */
export { type Collation, collationBy, SIMPLE } from './collation';
export { BSONError, decode } from './decode';
export { add, divide, type Exact, multiply, remainder, roundedAt, toDecimal } from './decimal';
export { DEEPEST, encode, LARGEST_DOCUMENT, sizeOf } from './encode';
export { integerOf, type NoInteger } from './integer';
export { shown } from './text';
export { depthOf, identical } from './identical';
export { keyOf } from './key';
export { doc, double, int, long } from './make';
export { besideDecimal, exact, isTrue, product, sum, toNumber } from './numbers';
export { compare, compareText, equal, rankOf } from './order';
export { isNumeric, typeOf, type TypeName, TYPES } from './type';
export { type Doc, isArray, isDoc, type Numeric, type Value } from './value';
