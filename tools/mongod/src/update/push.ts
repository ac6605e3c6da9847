import { CommandError } from '../error';
import { type Doc, integerOf, isArray, isDoc, typeOf, type Value } from '../values';
import { identity, type Modifier, type ModifierParser, type Place } from './modifier';
import { sortOf } from './push-sort';

const CLAUSES: ReadonlySet<string> = new Set(['$each', '$slice', '$sort', '$position']);

/** Manual, "$push": the elements are inserted, then sorted, then cut. */
export const push: ModifierParser = (operand) => {
  if (!isDoc(operand) || !operand.has('$each')) return pushing([operand], {});
  for (const clause of operand.keys())
    if (!CLAUSES.has(clause))
      throw new CommandError('BadValue', `Unrecognized clause in $push: ${clause}`);
  const each = operand.get('$each')!;
  if (!isArray(each))
    throw new CommandError(
      'BadValue',
      `The argument to $each in $push must be an array but it was of type: ${typeOf(each)}`,
    );
  const slice = integerIn(operand, '$slice', 'be an integer value but was given type: ');
  const sort = operand.has('$sort') ? sortOf(operand.get('$sort')!) : undefined;
  const position = integerIn(operand, '$position', 'be an integer value, not of type: ');
  return pushing(each, { slice, sort, position });
};

interface Clauses {
  readonly slice?: number | undefined;
  readonly sort?: ((one: Value, other: Value) => number) | undefined;
  readonly position?: number | undefined;
}

function pushing(each: readonly Value[], { slice, sort, position }: Clauses): Modifier {
  const pushed = (array: readonly Value[]): Value[] => {
    const start = startOf(position, array.length);
    const result = [...array.slice(0, start), ...each, ...array.slice(start)];
    if (sort) result.sort(sort);
    if (slice === undefined) return result;
    return slice >= 0 ? result.slice(0, slice) : result.slice(slice);
  };
  return {
    change(value, { path, occasion }: Place) {
      if (!isArray(value))
        throw new CommandError(
          'BadValue',
          `The field '${path.join('.')}' must be an array but is of type ${typeOf(value)} in document {${identity(occasion.document)}}`,
        );
      const result = pushed(value);
      const isSame = result.length === value.length && result.every((one, at) => one === value[at]);
      return isSame ? value : result;
    },
    make: () => pushed([]),
  };
}

/** From the end if it is negative; at the end if it is none, or too large. */
function startOf(position: number | undefined, length: number): number {
  if (position === undefined) return length;
  return position >= 0 ? position : Math.max(length + position, 0);
}

function integerIn(clauses: Doc, name: string, wrong: string): number | undefined {
  const value = clauses.get(name);
  if (value === undefined) return undefined;
  const integer = integerOf(value);
  if (typeof integer === 'bigint') return Number(integer);
  throw new CommandError('BadValue', `The value for ${name} must ${wrong}${typeOf(value)}`);
}
