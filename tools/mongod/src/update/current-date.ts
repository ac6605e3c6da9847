import { Timestamp } from 'bson';
import { CommandError } from '../error';
import { isDoc, typeOf, type Value } from '../values';
import type { ModifierParser } from './modifier';

/** Manual, "$currentDate". */
export const currentDate: ModifierParser = (operand) => {
  const isDate = asksForDate(operand);
  const current = (now: Date): Value => (isDate ? now : nextTimestamp(now));
  return {
    change: (_, { occasion }) => current(occasion.now()),
    make: ({ occasion }) => current(occasion.now()),
  };
};

function asksForDate(operand: Value): boolean {
  if (typeof operand === 'boolean') return true;
  if (!isDoc(operand))
    throw new CommandError(
      'BadValue',
      `${typeOf(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  for (const option of operand.keys())
    if (option !== '$type')
      throw new CommandError('BadValue', `Unrecognized $currentDate option: ${option}`);
  const type = operand.get('$type');
  if (type === 'date' || type === 'timestamp') return type === 'date';
  throw new CommandError(
    'BadValue',
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
}

let last = new Timestamp({ t: 0, i: 0 });

/** The second and a number in it: later than all timestamps before (manual, "Timestamps"). */
export function nextTimestamp(now: Date): Timestamp {
  const second = Math.max(Math.floor(now.getTime() / 1000), last.t);
  last = new Timestamp({ t: second, i: second === last.t ? last.i + 1 : 1 });
  return last;
}
