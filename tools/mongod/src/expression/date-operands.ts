import { ObjectId, Timestamp } from 'bson';
import { CommandError } from '../error';
import type { Element } from '../query';
import type { Doc, Value } from '../values';
import type { Parse } from './expression';
import { isNullish, typeName } from './operands';
import type { Scope } from './scope';
import { type TimeZone, timeZone, UTC } from './time-zone';

/** @throws CommandError 16006 if it is none */
export function dateOf(value: Value): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new CommandError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

/** @returns undefined if it is null or nothing @throws CommandError 40517, 40485 */
export function zoneOf(value: Element): TimeZone | undefined {
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string')
    throw new CommandError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  return timeZone(value);
}

/** The zone of an operator, UTC where nothing is said. */
export function zoneOperand(operands: Doc, parse: Parse): (scope: Scope) => TimeZone | undefined {
  if (!operands.has('timezone')) return () => UTC;
  const zone = parse(operands.get('timezone')!);
  return (scope) => zoneOf(zone(scope));
}
