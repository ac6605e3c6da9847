import { CommandError } from '../error';
import { integerOf, isArray, shown, typeOf, type Value } from '../values';
import { checkViable, type ModifierParser, type Place } from './modifier';

/** Manual, "$pop". */
export const pop: ModifierParser = (operand, path) => {
  const isFirst = endOf(operand, path) === -1n;
  return {
    change(value, place: Place) {
      if (!isArray(value))
        throw new CommandError(
          'TypeMismatch',
          `Path '${place.path.join('.')}' contains an element of non-array type '${typeOf(value)}'`,
        );
      if (value.length === 0) return value;
      return isFirst ? value.slice(1) : value.slice(0, -1);
    },
    make(place) {
      checkViable(place);
      return undefined;
    },
  };
};

function endOf(operand: Value, path: string): bigint {
  const end = integerOf(operand);
  if (end === 1n || end === -1n) return end;
  throw new CommandError('FailedToParse', wrong(end, `${path}: ${shown(operand)}`));
}

function wrong(end: ReturnType<typeof integerOf>, operand: string): string {
  switch (end) {
    case 'no number':
      return `Expected a number in: ${operand}`;
    case 'NaN':
      return `Expected an integer, but found NaN in: ${operand}`;
    case 'fraction':
      return `Expected an integer: ${operand}`;
    case 'too large':
      return `Cannot represent as a 64-bit integer: ${operand}`;
    default:
      return `$pop expects 1 or -1, found: ${end}`;
  }
}
