import { CommandError } from '../error';
import { type Doc, int, integerOf, long, shown, type Value } from '../values';
import { dayNumber, isoWeekday, monthsLater, partsOf } from './calendar';
import { dateOf, zoneOperand } from './date-operands';
import type { Operator, Operators, Parse } from './expression';
import { isNullish, namedOperands, typeName } from './operands';
import type { Scope } from './scope';
import type { TimeZone } from './time-zone';

const DAY_MS = 86_400_000;
/** Units of one length everywhere, in ms. */
const FIXED: Readonly<Record<string, number>> = {
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** The first of January 2000: from it the bins of `$dateTrunc` are counted. */
const REFERENCE = Date.UTC(2000, 0, 1);

type Unit =
  'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

const UNITS: ReadonlySet<string> = new Set([
  ...Object.keys(FIXED),
  ...Object.keys(MONTHS),
  'day',
  'week',
]);

/** @throws CommandError 5439013, 5439014 if there is no such unit */
function unitOf(name: string, value: Value): Unit {
  if (typeof value !== 'string')
    throw new CommandError(
      5439013,
      `${name} requires 'unit' to be a string, but got ${typeName(value)}`,
    );
  if (UNITS.has(value)) return value as Unit;
  throw new CommandError(
    5439014,
    `${name} parameter 'unit' value cannot be recognized as a time unit: ${value}`,
  );
}

/** @returns ms since 1970 @param error what is said if it is no date */
function dateOperand(value: Value, error: CommandError): number {
  try {
    return dateOf(value).getTime();
  } catch {
    throw error;
  }
}

/** From 0, Monday; only where weeks are reckoned with. */
function firstDayOf(name: string, unit: Unit, value: Value = 'sunday'): number {
  if (unit !== 'week') return 0;
  if (typeof value !== 'string')
    throw new CommandError(
      5439015,
      `${name} requires 'startOfWeek' to be a string, but got ${typeName(value)}`,
    );
  const text = value.toLowerCase();
  const at = WEEKDAYS.findIndex((each) => each === text || each.slice(0, 3) === text);
  if (at >= 0) return at;
  throw new CommandError(
    5439016,
    `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${value}`,
  );
}

/** Operands by their names, worked out; undefined if one of those that are there is null or nothing. */
function evaluated(operands: Doc, parse: Parse): (scope: Scope) => Map<string, Value> | undefined {
  const all = [...operands]
    .filter(([name]) => name !== 'timezone')
    .map(([name, value]) => [name, parse(value)] as const);
  return (scope) => {
    const values = new Map<string, Value>();
    for (const [name, expression] of all) {
      const value = expression(scope);
      if (isNullish(value)) return undefined;
      values.set(name, value);
    }
    return values;
  };
}

interface DateOperator {
  /** Codes: no document, an operand that is not known. */
  readonly codes: readonly [noDocument: number, unknown: number];
  readonly needed: Readonly<Record<string, number>>;
  readonly others: readonly string[];
  readonly work: (operands: ReadonlyMap<string, Value>, zone: TimeZone, name: string) => Value;
}

const dateOperator =
  ({ codes, needed, others, work }: DateOperator): Operator =>
  (operand, parse, name) => {
    const operands = namedOperands(operand, [...Object.keys(needed), ...others, 'timezone'], {
      noDocument: [codes[0], `${name} only supports an object as its argument`],
      unknown: [codes[1], `Unrecognized argument to ${name}: `],
      missing: Object.fromEntries(
        Object.entries(needed).map(([each, code]) => [
          each,
          [code, `Missing '${each}' parameter to ${name}`],
        ]),
      ),
    });
    const values = evaluated(operands, parse);
    const zone = zoneOperand(operands, parse);
    return (scope) => {
      const all = values(scope);
      const there = all && zone(scope);
      return there ? work(all, there, name) : null;
    };
  };

const moved = (sign: 1 | -1): Operator =>
  dateOperator({
    codes: [5166400, 5166401],
    needed: { startDate: 5166402, unit: 5166402, amount: 5166402 },
    others: [],
    work: (operands, zone, name) => {
      const start = dateOperand(
        operands.get('startDate')!,
        new CommandError(5166403, `${name} requires startDate to be convertible to a date`),
      );
      const unit = operands.get('unit')!;
      if (typeof unit !== 'string')
        throw new CommandError(5166404, `${name} expects string defining the time unit`);
      if (!UNITS.has(unit))
        throw new CommandError('FailedToParse', `unknown time unit value: ${unit}`);
      const amount = integerOf(operands.get('amount')!);
      if (typeof amount !== 'bigint')
        throw new CommandError(5166405, `${name} expects integer amount of time units`);
      const date = new Date(later(start, unit as Unit, sign * Number(amount), zone));
      if (Number.isNaN(date.getTime())) throw new CommandError(5166406, `${name} overflowed`);
      return date;
    },
  });

function later(instant: number, unit: Unit, amount: number, zone: TimeZone): number {
  if (unit in FIXED) return instant + amount * FIXED[unit]!;
  const local = zone.localOf(instant);
  if (unit in MONTHS) return zone.instantOf(monthsLater(local, amount * MONTHS[unit]!));
  return zone.instantOf(local + amount * (unit === 'week' ? 7 : 1) * DAY_MS);
}

/** Which of the units since 1970 a time is in. @param firstDay of a week, from 0, Monday */
function numberOf(local: number, unit: Unit, firstDay: number): number {
  if (unit in FIXED) return Math.floor(local / FIXED[unit]!);
  if (unit in MONTHS) {
    const { year, month } = partsOf(local);
    return Math.floor((year * 12 + month - 1) / MONTHS[unit]!);
  }
  const day = dayNumber(local);
  // The first of January 1970 was a Thursday.
  return unit === 'day' ? day : Math.floor((day + 3 - firstDay) / 7);
}

const difference = dateOperator({
  codes: [5166301, 5166302],
  needed: { startDate: 5166303, endDate: 5166304, unit: 5166305 },
  others: ['startOfWeek'],
  work: (operands, zone, name) => {
    const [start, end] = ['startDate', 'endDate'].map((field) => {
      const value = operands.get(field)!;
      const text = `${name} requires '${field}' to be a date, but got ${typeName(value)}`;
      return zone.localOf(dateOperand(value, new CommandError(5166307, text)));
    });
    const unit = unitOf(name, operands.get('unit')!);
    const firstDay = firstDayOf(name, unit, operands.get('startOfWeek'));
    return long(numberOf(end!, unit, firstDay) - numberOf(start!, unit, firstDay));
  },
});

const truncated = dateOperator({
  codes: [5439007, 5439008],
  needed: { date: 5439009, unit: 5439010 },
  others: ['binSize', 'startOfWeek'],
  work: (operands, zone, name) => {
    const date = operands.get('date')!;
    const instant = dateOperand(
      date,
      new CommandError(5439012, `${name} requires 'date' to be a date, but got ${typeName(date)}`),
    );
    const unit = unitOf(name, operands.get('unit')!);
    const size = binSizeOf(name, operands.get('binSize') ?? int(1));
    const firstDay = firstDayOf(name, unit, operands.get('startOfWeek'));
    return new Date(zone.instantOf(startOfBin(zone.localOf(instant), unit, size, firstDay)));
  },
});

function binSizeOf(name: string, value: Value): number {
  const size = integerOf(value);
  if (typeof size !== 'bigint')
    throw new CommandError(
      5439017,
      `${name} requires 'binSize' to be a 64-bit integer, but got value '${shown(value)}' of type ${typeName(value)}`,
    );
  if (size < 1n)
    throw new CommandError(
      5439018,
      `${name} requires 'binSize' to be greater than 0, but got value ${size}`,
    );
  return Number(size);
}

function startOfBin(local: number, unit: Unit, size: number, firstDay: number): number {
  // The first of the weeks begins on or after the day from which bins are counted.
  const ahead = unit === 'week' ? ((firstDay - (isoWeekday(REFERENCE) - 1) + 7) % 7) * DAY_MS : 0;
  const reference = REFERENCE + ahead;
  const from = numberOf(reference, unit, firstDay);
  const bin = Math.floor((numberOf(local, unit, firstDay) - from) / size) * size;
  if (unit in FIXED) return reference + bin * FIXED[unit]!;
  if (unit in MONTHS) return monthsLater(reference, bin * MONTHS[unit]!);
  return reference + bin * (unit === 'week' ? 7 : 1) * DAY_MS;
}

/** Times reckoned on (manual, "$dateAdd", "$dateSubtract", "$dateDiff", "$dateTrunc"). */
export const dateMath: Operators = {
  $dateAdd: moved(1),
  $dateSubtract: moved(-1),
  $dateDiff: difference,
  $dateTrunc: truncated,
};
