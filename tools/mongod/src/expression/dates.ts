import { CommandError } from '../error';
import { doc, int, integerOf, isArray, isDoc, isTrue, long, shown, type Value } from '../values';
import {
  dayOfYear,
  isoWeek,
  isoWeekday,
  isoWeekYear,
  localOf,
  localOfISOWeek,
  partsOf,
  weekOfYear,
} from './calendar';
import { formatted, parsedDate } from './date-format';
import { dateMath } from './date-math';
import { dateOf, zoneOperand } from './date-operands';
import type { Operator, Operators } from './expression';
import { isNullish, namedOperands, typeName } from './operands';

/** `$year` and its like take a date, or a date and a zone. */
const part =
  (work: (local: number) => Value): Operator =>
  (operand, parse, name) => {
    const only = isArray(operand) ? operand[0] : operand;
    if (isArray(operand) && operand.length !== 1)
      throw new CommandError(
        40536,
        `${name} accepts exactly one argument if given an array, but was given ${operand.length}`,
      );
    const isNamed = isDoc(operand) && ![...operand.keys()].some((each) => each.startsWith('$'));
    const operands = isNamed
      ? namedOperands(operand, ['date', 'timezone'], {
          unknown: [40535, `unrecognized option to ${name}: `],
          missing: {
            date: [40539, `missing 'date' argument to ${name}, provided: ${shown(operand)}`],
          },
        })
      : doc({ date: only });
    const date = parse(operands.get('date')!);
    const zone = zoneOperand(operands, parse);
    return (scope) => {
      const [value, there] = [date(scope), zone(scope)];
      return isNullish(value) || !there ? null : work(there.localOf(dateOf(value).getTime()));
    };
  };

const toText: Operator = (operand, parse, name) => {
  const operands = namedOperands(operand, ['date', 'format', 'timezone', 'onNull'], {
    noDocument: [18629, `${name} only supports an object as its argument`],
    unknown: [18534, `Unrecognized argument to ${name}: `],
    missing: { date: [18628, `Missing 'date' parameter to ${name}`] },
  });
  const date = parse(operands.get('date')!);
  const zone = zoneOperand(operands, parse);
  const format = operands.has('format') ? parse(operands.get('format')!) : undefined;
  const onNull = parse(operands.get('onNull') ?? null);
  return (scope) => {
    const [value, there] = [date(scope), zone(scope)];
    const form = format?.(scope);
    if (isNullish(value)) return onNull(scope);
    if (!there || (format && isNullish(form))) return null;
    if (form !== undefined && typeof form !== 'string')
      throw new CommandError(
        18533,
        `${name} requires that 'format' be a string, found: ${typeName(form)} with value ${shown(form)}`,
      );
    return formatted(dateOf(value).getTime(), there, form);
  };
};

const fromText: Operator = (operand, parse, name) => {
  const known = ['dateString', 'format', 'timezone', 'onNull', 'onError'];
  const operands = namedOperands(operand, known, {
    noDocument: [
      40540,
      `${name} only supports an object as an argument, found: ${typeName(operand)}`,
    ],
    unknown: [40541, `Unrecognized argument to ${name}: `],
    missing: { dateString: [40542, `Missing 'dateString' parameter to ${name}`] },
  });
  const text = parse(operands.get('dateString')!);
  const zone = zoneOperand(operands, parse);
  const format = operands.has('format') ? parse(operands.get('format')!) : undefined;
  const onNull = parse(operands.get('onNull') ?? null);
  const onError = operands.has('onError') ? parse(operands.get('onError')!) : undefined;
  return (scope) => {
    const [value, there, form] = [text(scope), zone(scope), format?.(scope)];
    if (isNullish(value)) return onNull(scope);
    if (!there || (format && isNullish(form))) return null;
    if (form !== undefined && typeof form !== 'string')
      throw new CommandError(
        40684,
        `${name} requires that 'format' be a string, found: ${typeName(form)} with value ${shown(form)}`,
      );
    try {
      if (typeof value !== 'string')
        throw new CommandError(
          'ConversionFailure',
          `${name} requires that 'dateString' be a string, found: ${typeName(value)} with value ${shown(value)}`,
        );
      return parsedDate(value, there, form, operands.has('timezone'));
    } catch (error) {
      if (onError && error instanceof CommandError) return onError(scope);
      throw error;
    }
  };
};

const toParts: Operator = (operand, parse, name) => {
  const operands = namedOperands(operand, ['date', 'timezone', 'iso8601'], {
    noDocument: [40524, `${name} only supports an object as its argument`],
    unknown: [40520, `Unrecognized argument to ${name}: `],
    missing: { date: [40522, `Missing 'date' parameter to ${name}`] },
  });
  const date = parse(operands.get('date')!);
  const zone = zoneOperand(operands, parse);
  const iso = parse(operands.get('iso8601') ?? false);
  return (scope) => {
    const [value, there, isISO] = [date(scope), zone(scope), iso(scope)];
    if (isNullish(value) || !there || isNullish(isISO)) return null;
    const local = there.localOf(dateOf(value).getTime());
    const { year, month, day, ...time } = partsOf(local);
    const days = isTrue(isISO)
      ? {
          isoWeekYear: isoWeekYear(local),
          isoWeek: isoWeek(local),
          isoDayOfWeek: isoWeekday(local),
        }
      : { year, month, day };
    return new Map(
      Object.entries({ ...days, ...time }).map(([each, number]) => [each, int(number)]),
    );
  };
};

const OF_DAYS = ['year', 'month', 'day'];
const OF_WEEKS = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const OF_TIME = ['hour', 'minute', 'second', 'millisecond'];

const fromParts: Operator = (operand, parse, name) => {
  const operands = namedOperands(operand, [...OF_DAYS, ...OF_WEEKS, ...OF_TIME, 'timezone'], {
    noDocument: [40519, `${name} only supports an object as its argument`],
    unknown: [40518, `Unrecognized argument to ${name}: `],
    missing: {},
  });
  const [hasDays, hasWeeks] = [OF_DAYS, OF_WEEKS].map((names) =>
    names.some((each) => operands.has(each)),
  );
  if (!operands.has('year') && !operands.has('isoWeekYear'))
    throw new CommandError(40516, `${name} requires either 'year' or 'isoWeekYear' to be present`);
  if (hasDays && hasWeeks)
    throw operands.has('year')
      ? new CommandError(40489, `${name} does not allow mixing natural dates with ISO dates`)
      : new CommandError(40525, `${name} does not allow mixing ISO dates with natural dates`);
  const zone = zoneOperand(operands, parse);
  const all = [...(hasDays ? OF_DAYS : OF_WEEKS), ...OF_TIME].map((each, at) => {
    const expression = parse(operands.get(each) ?? int(at < 3 ? 1 : 0));
    return [each, expression] as const;
  });
  return (scope) => {
    const there = zone(scope);
    const numbers: number[] = [];
    for (const [each, expression] of all) {
      const value = expression(scope);
      if (isNullish(value)) return null;
      numbers.push(partOf(each, value));
    }
    if (!there) return null;
    const [year, monthOrWeek, day, hour, minute, second, millisecond] = numbers as [
      ...[number, number, number, number, number, number, number],
    ];
    const time = { hour, minute, second, millisecond };
    const start = hasDays
      ? localOf({ year, month: monthOrWeek, day, ...time })
      : localOfISOWeek(year, monthOrWeek, day) + localOf({ year: 1970, month: 1, day: 1, ...time });
    return new Date(there.instantOf(start));
  };
};

function partOf(name: string, value: Value): number {
  const number = integerOf(value);
  if (typeof number !== 'bigint')
    throw new CommandError(
      40515,
      `'${name}' must evaluate to an integer, found ${typeName(value)} with value ${shown(value)}`,
    );
  const isYear = name === 'year' || name === 'isoWeekYear';
  if (isYear && (number < 1n || number > 9999n))
    throw new CommandError(
      name === 'year' ? 40523 : 31095,
      `'${name}' must evaluate to an integer in the range 1 to 9999, found ${number}`,
    );
  if (!isYear && !['second', 'millisecond'].includes(name) && (number < -32768n || number > 32767n))
    throw new CommandError(
      31034,
      `'${name}' must evaluate to a value in the range [-32768, 32767]; value ${number} is not in range`,
    );
  return Number(number);
}

/** Dates and their parts (manual, "Date Expression Operators"). */
export const dates: Operators = {
  $year: part((local) => int(partsOf(local).year)),
  $month: part((local) => int(partsOf(local).month)),
  $dayOfMonth: part((local) => int(partsOf(local).day)),
  $hour: part((local) => int(partsOf(local).hour)),
  $minute: part((local) => int(partsOf(local).minute)),
  $second: part((local) => int(partsOf(local).second)),
  $millisecond: part((local) => int(partsOf(local).millisecond)),
  $dayOfYear: part((local) => int(dayOfYear(local))),
  $dayOfWeek: part((local) => int((isoWeekday(local) % 7) + 1)),
  $week: part((local) => int(weekOfYear(local))),
  $isoDayOfWeek: part((local) => int(isoWeekday(local))),
  $isoWeek: part((local) => int(isoWeek(local))),
  $isoWeekYear: part((local) => long(isoWeekYear(local))),
  $dateToString: toText,
  $dateFromString: fromText,
  $dateToParts: toParts,
  $dateFromParts: fromParts,
  ...dateMath,
};
