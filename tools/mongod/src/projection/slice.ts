import { CommandError } from '../error';
import {
  type Doc,
  integerOf,
  isArray,
  isDoc,
  isNumeric,
  toNumber,
  typeOf,
  type Value,
} from '../values';

/** Which elements of an array: so many from a place on. */
export interface Slice {
  /** From the end if it is negative; undefined: the first, or the last if `limit` is negative. */
  readonly skip: number | undefined;
  readonly limit: number;
}

/** `$slice: 2`, `$slice: [1, 2]` of find (manual, "$slice (projection)"). @throws CommandError if it is neither */
export function parseSlice(operand: Value): Slice {
  if (isNumeric(operand)) return { skip: undefined, limit: numberOf(operand) };
  if (!isArray(operand))
    throw new CommandError(31273, '$slice only supports numbers and [skip, limit] arrays');
  const [skip, limit] = operand;
  if (skip === undefined || limit === undefined || operand.length !== 2)
    throw new CommandError(31272, '$slice array argument should be of form [skip, limit]');
  if (!isNumeric(skip))
    throw new CommandError(
      31257,
      `$slice expects the skip argument to be a number, got ${typeOf(skip)}`,
    );
  if (!isNumeric(limit))
    throw new CommandError(
      31258,
      `$slice expects the limit argument to be a number, got ${typeOf(limit)}`,
    );
  if (numberOf(limit) <= 0)
    throw new CommandError(31259, `$slice limit must be positive, got ${numberOf(limit)}`);
  return { skip: numberOf(skip), limit: numberOf(limit) };
}

function numberOf(value: Value): number {
  const integer = integerOf(value);
  return typeof integer === 'bigint' || !isNumeric(value)
    ? Number(integer)
    : Math.trunc(toNumber(value)) || 0;
}

/** `doc` with less in the array at `path`; documents in arrays on the way are gone into. */
export function sliced(doc: Doc, path: readonly string[], slice: Slice): Doc {
  const [name, ...rest] = path;
  const value = doc.get(name!);
  if (value === undefined) return doc;
  return new Map(doc).set(name!, slicedValue(value, rest, slice));
}

function slicedValue(value: Value, rest: readonly string[], slice: Slice): Value {
  if (isArray(value)) {
    if (rest.length === 0) return part(value, slice);
    return value.map((each) => (isDoc(each) ? sliced(each, rest, slice) : each));
  }
  return isDoc(value) && rest.length > 0 ? sliced(value, rest, slice) : value;
}

function part(array: readonly Value[], { skip, limit }: Slice): readonly Value[] {
  if (skip === undefined) return limit < 0 ? array.slice(limit) : array.slice(0, limit);
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(start, start + limit);
}
