import { Binary } from 'bson';
import { CommandError } from '../error';
import { integerOf, isArray, shown, type Value } from '../values';
import type { ElementTest } from './comparison';

/** Which of the bits have to be set: all or any, set or clear. */
export interface BitTest {
  readonly quantity: 'all' | 'any';
  readonly isSet: boolean;
}

/**
 * `$bitsAllSet` and its like: numbers without a fraction, and binary data (manual, "Bitwise Query Operators").
 *
 * @param operator its name, for what is said
 * @throws CommandError if `mask` is none
 */
export function bitsTest(operator: string, mask: Value, { quantity, isSet }: BitTest): ElementTest {
  const positions = positionsIn(operator, mask);
  return (element) => {
    const bits = element === undefined ? undefined : bitsOf(element);
    if (!bits) return false;
    const isWanted = (position: bigint): boolean => bits(position) === isSet;
    return quantity === 'all' ? positions.every(isWanted) : positions.some(isWanted);
  };
}

/** Whether the bit at a position is set; undefined for what has no bits. */
function bitsOf(value: Value): ((position: bigint) => boolean) | undefined {
  if (value instanceof Binary) {
    const bytes = value.value();
    return (position) => ((bytes[Number(position / 8n)] ?? 0) >> Number(position % 8n)) % 2 === 1;
  }
  const integer = integerOf(value);
  if (typeof integer !== 'bigint') return undefined;
  // What is negative is so on all places to the left.
  return (position) => ((integer >> position) & 1n) === 1n;
}

function positionsIn(operator: string, mask: Value): bigint[] {
  if (isArray(mask)) return mask.map(positionOf);
  if (mask instanceof Binary) return setIn(bitsOf(mask)!, mask.length() * 8);
  const integer = integerOf(mask);
  if (integer === 'no number')
    throw new CommandError(
      'BadValue',
      `${operator} takes an Array, a number, or a BinData but received: ${operator}: ${shown(mask)}`,
    );
  if (typeof integer !== 'bigint')
    throw new CommandError('FailedToParse', `Expected an integer: ${operator}: ${shown(mask)}`);
  if (integer < 0n)
    throw new CommandError(
      'FailedToParse',
      `Expected a non-negative number in: ${operator}: ${shown(mask)}`,
    );
  return setIn(bitsOf(mask)!, 64);
}

function setIn(isSet: (position: bigint) => boolean, size: number): bigint[] {
  return Array.from({ length: size }, (_, position) => BigInt(position)).filter(isSet);
}

function positionOf(value: Value, at: number): bigint {
  const integer = integerOf(value);
  if (typeof integer !== 'bigint')
    throw new CommandError(
      'BadValue',
      `bit positions must be an integer but got: ${at}: ${shown(value)}`,
    );
  if (integer < 0n)
    throw new CommandError(
      'BadValue',
      `bit positions must be >= 0 but got: ${at}: ${shown(value)}`,
    );
  return integer;
}
