import { CommandError } from '../error';
import {
  compare,
  identical,
  int,
  isNumeric,
  type Numeric,
  product,
  shown,
  sum,
  typeOf,
  type Value,
} from '../values';
import { identity, type Modifier, type ModifierParser, type Place } from './modifier';

/** As messages name the types of numbers. */
const NAMES = {
  Int32: 'NumberInt',
  Long: 'NumberLong',
  Double: 'NumberDouble',
  Decimal128: 'NumberDecimal',
} as const;

/** Manual, "$inc": what is not there is made the operand. */
export const inc: ModifierParser = (operand, path) => {
  const by = operandOf(operand, path, 'increment');
  return { ...arithmetic('$inc', (value) => sum(value, by)), make: () => by };
};

/** Manual, "$mul": what is not there is made zero, of the operand's type. */
export const mul: ModifierParser = (operand, path) => {
  const by = operandOf(operand, path, 'multiply');
  return { ...arithmetic('$mul', (value) => product(value, by)), make: () => product(by, int(0)) };
};

function operandOf(operand: Value, path: string, verb: string): Numeric {
  if (isNumeric(operand)) return operand;
  throw new CommandError(
    'TypeMismatch',
    `Cannot ${verb} with non-numeric argument: {${path}: ${shown(operand)}}`,
  );
}

function arithmetic(
  operator: string,
  calculate: (value: Numeric) => Numeric | undefined,
): Pick<Modifier, 'change'> {
  return {
    change(value, { path, occasion }: Place) {
      const { document } = occasion;
      if (!isNumeric(value))
        throw new CommandError(
          'TypeMismatch',
          `Cannot apply ${operator} to a value of non-numeric type. {${identity(document)}} has the field '${path.at(-1)}' of non-numeric type ${typeOf(value)}`,
        );
      const result = calculate(value);
      if (!result)
        throw new CommandError(
          'BadValue',
          `Failed to apply ${operator} operations to current value ((${NAMES[value._bsontype]})${value.toString()}) for document {${identity(document)}}`,
        );
      return isSame(result, value) ? value : result;
    },
  };
}

/** Zero has one sign here. */
function isSame(one: Numeric, other: Numeric): boolean {
  if (one._bsontype === 'Decimal128') return identical(one, other);
  return one._bsontype === other._bsontype && compare(one, other) === 0;
}
