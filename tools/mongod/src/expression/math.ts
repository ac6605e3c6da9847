import { CommandError, notHere } from '../error';
import type { Element } from '../query';
import {
  double,
  exact,
  integerOf,
  isArray,
  isDoc,
  isNumeric,
  multiply,
  type Numeric,
  roundedAt,
  toDecimal,
  toNumber,
} from '../values';
import type { Operator, Operators } from './expression';
import { isNullish, taking, typeName } from './operands';
import { isDecimal, isDouble, isLong, whole } from './total';

type Direction = 'zero' | 'down' | 'up' | 'even';

const MINUS_ONE = { coefficient: -1n, exponent: 0 };

function ofNumber(work: (value: Numeric) => Numeric): Operator {
  return taking(1, ([value], name) => {
    if (isNullish(value)) return null;
    if (!isNumeric(value))
      throw new CommandError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    return work(value);
  });
}

/** What is worked out with doubles; a Decimal128 would lose digits. @param domain where it has a value */
function real(
  work: (value: number) => number,
  domain: (value: number) => boolean = () => true,
  error: [code: number, text: string] = [0, ''],
): Operator {
  return (operand, parse, name) =>
    ofNumber((value) => {
      if (isDecimal(value)) throw notHere(`${name} of a Decimal128`);
      const number = toNumber(value);
      if (!Number.isNaN(number) && !domain(number))
        throw new CommandError(error[0], `${error[1]}${number}`);
      return double(work(number));
    })(operand, parse, name);
}

const abs = ofNumber((value) => {
  if (isDecimal(value))
    return value.toString().startsWith('-') ? toDecimal(multiply(exact(value), MINUS_ONE)) : value;
  if (isDouble(value)) return double(Math.abs(toNumber(value)));
  const number = BigInt(value.toString());
  if (number === -(2n ** 63n)) throw new CommandError(28680, "can't take $abs of long long min");
  return whole(number < 0n ? -number : number, isLong(value));
});

function towards(direction: Direction, work: (value: number) => number): Operator {
  return ofNumber((value) => {
    if (isDecimal(value)) return toDecimal(roundedAt(exact(value), 0, direction));
    return isDouble(value) ? double(work(toNumber(value))) : value;
  });
}

/** To so many places behind the point, or before it if they are negative. */
function toPlaces(direction: Direction): Operator {
  return taking(
    1,
    ([value, places], name) => {
      if (isNullish(value)) return null;
      if (!isNumeric(value))
        throw new CommandError(
          51081,
          `${name} only supports numeric types, not ${typeName(value)}`,
        );
      if (places === null) return null;
      return atPlaces(value, places === undefined ? 0 : placesOf(name, places), direction);
    },
    2,
  );
}

function placesOf(name: string, value: Element): number {
  const places = integerOf(value ?? null);
  if (typeof places !== 'bigint')
    throw new CommandError(51082, `precision argument to ${name} must be a integral value`);
  if (places < -20n || places > 100n)
    throw new CommandError(
      51083,
      `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`,
    );
  return Number(places);
}

function atPlaces(value: Numeric, places: number, direction: Direction): Numeric {
  const own = exact(value);
  // What is not finite stays as it is.
  if (typeof own === 'number') return value;
  const rounded = roundedAt(own, places, direction);
  if (isDecimal(value)) return toDecimal(rounded);
  if (isDouble(value)) return double(Number(toDecimal(rounded).toString()));
  if (places >= 0) return value;
  const { coefficient, exponent } = rounded as Exclude<typeof rounded, number>;
  return whole(coefficient * 10n ** BigInt(exponent), isLong(value));
}

/** Whole numbers stay whole as long as 64 bits hold them. */
function power([base, exponent]: readonly Element[]): Element {
  if (isNullish(base) || isNullish(exponent)) return null;
  if (!isNumeric(base))
    throw new CommandError(28762, `$pow's base must be numeric, not ${typeName(base)}`);
  if (!isNumeric(exponent))
    throw new CommandError(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`);
  if (isDecimal(base) || isDecimal(exponent)) throw notHere('$pow of a Decimal128');
  if (toNumber(base) === 0 && toNumber(exponent) < 0)
    throw new CommandError(28764, '$pow cannot take a base of 0 and a negative exponent');
  const asDouble = (): Numeric => double(toNumber(base) ** toNumber(exponent));
  if (isDouble(base) || isDouble(exponent) || toNumber(exponent) < 0) return asDouble();
  const one = BigInt(base.toString());
  const other = BigInt(exponent.toString());
  if (other > 63n && (one > 1n || one < -1n)) return asDouble();
  const result = other > 63n ? one ** (2n + (other % 2n)) : one ** other;
  return BigInt.asIntN(64, result) === result
    ? whole(result, isLong(base) || isLong(exponent))
    : asDouble();
}

function logarithm([value, base]: readonly Element[]): Element {
  if (isNullish(value) || isNullish(base)) return null;
  if (!isNumeric(value))
    throw new CommandError(28756, `$log's argument must be numeric, not ${typeName(value)}`);
  if (!isNumeric(base))
    throw new CommandError(28757, `$log's base must be numeric, not ${typeName(base)}`);
  if (isDecimal(value) || isDecimal(base)) throw notHere('$log of a Decimal128');
  const [number, by] = [toNumber(value), toNumber(base)];
  if (number <= 0)
    throw new CommandError(28758, `$log's argument must be a positive number, but is ${number}`);
  if (by <= 0 || by === 1)
    throw new CommandError(
      28759,
      `$log's base must be a positive number not equal to 1, but is ${by}`,
    );
  return double(Math.log(number) / Math.log(by));
}

const isPositive = (value: number): boolean => value > 0;
const isCosine = (value: number): boolean => value >= -1 && value <= 1;
const outside = (name: string, range: string): [number, string] => [
  50989,
  `cannot apply ${name} to a value outside of the domain ${range}, value was `,
];

/** `{}` and `[]` are no arguments. */
const rand: Operator = (operand) => {
  if (!isDoc(operand) && !isArray(operand))
    throw new CommandError(10065, 'invalid parameter: expected an object ($rand)');
  if ([...operand.keys()].length > 0)
    throw new CommandError(3040501, '$rand does not currently accept arguments');
  return () => double(Math.random());
};

/** Rounding, powers and angles (manual, "Arithmetic Expression Operators", "Trigonometry Expression Operators"). */
export const math: Operators = {
  $abs: abs,
  $ceil: towards('up', Math.ceil),
  $floor: towards('down', Math.floor),
  $trunc: toPlaces('zero'),
  $round: toPlaces('even'),
  $pow: taking(2, power),
  $log: taking(2, logarithm),
  $exp: real(Math.exp),
  $sqrt: real(Math.sqrt, (value) => value >= 0, [
    28714,
    "$sqrt's argument must be greater than or equal to 0, but is ",
  ]),
  $ln: real(Math.log, isPositive, [28766, "$ln's argument must be a positive number, but is "]),
  $log10: real(Math.log10, isPositive, [
    28761,
    "$log10's argument must be a positive number, but is ",
  ]),
  $sin: real(Math.sin, Number.isFinite, outside('$sin', '(-inf,inf)')),
  $cos: real(Math.cos, Number.isFinite, outside('$cos', '(-inf,inf)')),
  $tan: real(Math.tan, Number.isFinite, outside('$tan', '(-inf,inf)')),
  $asin: real(Math.asin, isCosine, outside('$asin', '[-1,1]')),
  $acos: real(Math.acos, isCosine, outside('$acos', '[-1,1]')),
  $atan: real(Math.atan),
  $sinh: real(Math.sinh),
  $cosh: real(Math.cosh),
  $tanh: real(Math.tanh),
  $asinh: real(Math.asinh),
  $acosh: real(Math.acosh, (value) => value >= 1, outside('$acosh', '[1,inf]')),
  $atanh: real(Math.atanh, isCosine, outside('$atanh', '[-1,1]')),
  $degreesToRadians: real((value) => value * (Math.PI / 180)),
  $radiansToDegrees: real((value) => value * (180 / Math.PI)),
  $atan2: taking(2, ([y, x]) => {
    if (isNullish(y) || isNullish(x)) return null;
    if (!isNumeric(y) || !isNumeric(x))
      throw new CommandError(
        51044,
        `$atan2 only supports numeric types, not ${typeName(y)} and ${typeName(x)}`,
      );
    if (isDecimal(y) || isDecimal(x)) throw notHere('$atan2 of a Decimal128');
    return double(Math.atan2(toNumber(y), toNumber(x)));
  }),
  $rand: rand,
};
