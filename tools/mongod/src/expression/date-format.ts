import { CommandError } from '../error';
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
import { type TimeZone, timeZone, UTC } from './time-zone';

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

const digits = (number: number, size: number): string => String(number).padStart(size, '0');

/** What a `%` and a letter stand for (manual, "$dateToString", "Format Specifiers"). */
const WRITTEN: Readonly<Record<string, (local: number, offset: number) => string>> = {
  Y: (local) => digits(partsOf(local).year, 4),
  m: (local) => digits(partsOf(local).month, 2),
  d: (local) => digits(partsOf(local).day, 2),
  H: (local) => digits(partsOf(local).hour, 2),
  M: (local) => digits(partsOf(local).minute, 2),
  S: (local) => digits(partsOf(local).second, 2),
  L: (local) => digits(partsOf(local).millisecond, 3),
  b: (local) => MONTHS[partsOf(local).month - 1]!.slice(0, 3),
  B: (local) => MONTHS[partsOf(local).month - 1]!,
  j: (local) => digits(dayOfYear(local), 3),
  w: (local) => String((isoWeekday(local) % 7) + 1),
  u: (local) => String(isoWeekday(local)),
  U: (local) => digits(weekOfYear(local), 2),
  V: (local) => digits(isoWeek(local), 2),
  G: (local) => digits(isoWeekYear(local), 4),
  z: (_, offset) => offsetText(offset),
  Z: (_, offset) => `${offset < 0 ? '-' : '+'}${digits(Math.abs(offset), 3)}`,
  '%': () => '%',
};

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60), 2)}${digits(size % 60, 2)}`;
}

/** @param instant ms since 1970 @param format ISO 8601 if there is none @throws CommandError 18535, 18536, 18537 */
export function formatted(instant: number, zone: TimeZone, format: string | undefined): string {
  const local = zone.localOf(instant);
  const { year } = partsOf(local);
  if (year < 0 || year > 9999)
    throw new CommandError(
      18537,
      `$dateToString is only defined on year 0-9999, tried to use year ${year}`,
    );
  const form = format ?? `%Y-%m-%dT%H:%M:%S.%L${zone.isUTC ? 'Z' : ''}`;
  const offset = Math.round((local - instant) / 60_000);
  return form.replace(/%([^]?)/g, (_, letter: string) => {
    if (letter === '') throw new CommandError(18535, "Unmatched '%' at end of format string");
    const written = Object.hasOwn(WRITTEN, letter) ? WRITTEN[letter] : undefined;
    if (!written)
      throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
    return written(local, offset);
  });
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** What a `%` and a letter take of a text. */
const READ: Readonly<Record<string, string>> = {
  ...{ Y: '\\d{4}', G: '\\d{4}', m: '\\d{1,2}', d: '\\d{1,2}', H: '\\d{1,2}', M: '\\d{1,2}' },
  ...{ S: '\\d{1,2}', L: '\\d{1,3}', j: '\\d{1,3}', u: '[1-7]', V: '\\d{1,2}' },
  ...{ b: '[A-Za-z]{3}', B: '[A-Za-z]+', z: 'Z|[+-]\\d{2}(?::?\\d{2})?', Z: '[+-]\\d{1,3}' },
};

/**
 * The date that a text says.
 *
 * @param isZoned the zone was named, so that the text may not name another
 * @throws CommandError 241 if it is none
 */
export function parsedDate(
  text: string,
  zone: TimeZone,
  format: string | undefined,
  isZoned: boolean,
): Date {
  const wrong = (why: string): CommandError =>
    new CommandError('ConversionFailure', `Error parsing date string '${text}'; ${why}`);
  const found = format === undefined ? isoFields(text) : fieldsIn(text, format);
  if (!found)
    throw wrong(
      format === undefined
        ? `0: Unexpected character '${text.slice(0, 1)}'`
        : "0: Format literal not found '",
    );
  const own = found.z ?? found.Z;
  if (own !== undefined && isZoned && !/^\+?0*Z?$/i.test(own))
    throw new CommandError(
      'ConversionFailure',
      `you cannot pass in a date/time string with time zone information ('${own}') together with a timezone argument`,
    );
  const there = own === undefined ? zone : zoneIn(found);
  const local = localIn(found);
  if (local === undefined)
    throw wrong('an incomplete date/time string has been found, with elements missing');
  return new Date(there.instantOf(local));
}

type Fields = Readonly<Partial<Record<string, string>>>;

function isoFields(text: string): Fields | undefined {
  const match = ISO.exec(text.trim());
  if (!match) return undefined;
  const [, Y, m, d, H, M, S, L, z] = match;
  return { Y, m, d, H, M, S, L: L?.slice(0, 3).padEnd(3, '0'), z };
}

function fieldsIn(text: string, format: string): Fields | undefined {
  const letters: string[] = [];
  const pattern = format.replace(/%([^]?)|[\\^$.*+?()[\]{}|/]/g, (each, letter?: string) => {
    if (letter === undefined) return `\\${each}`;
    if (letter === '%') return '%';
    const read = Object.hasOwn(READ, letter) ? READ[letter] : undefined;
    if (read === undefined)
      throw new CommandError(18536, `Invalid format character '${each}' in format string`);
    letters.push(letter);
    return `(${read})`;
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  return match
    ? Object.fromEntries(letters.map((letter, at) => [letter, match[at + 1]]))
    : undefined;
}

function zoneIn({ z, Z }: Fields): TimeZone {
  if (z !== undefined) return z.toUpperCase() === 'Z' ? UTC : timeZone(z);
  return timeZone(offsetText(Number(Z)).replace(/^(...)/, '$1:'));
}

function localIn(fields: Fields): number | undefined {
  const number = (letter: string, otherwise = 0): number => Number(fields[letter] ?? otherwise);
  const time = {
    hour: number('H'),
    minute: number('M'),
    second: number('S'),
    millisecond: number('L'),
  };
  if (fields.G !== undefined)
    return (
      localOfISOWeek(number('G'), number('V', 1), number('u', 1)) +
      localOf({ year: 1970, month: 1, day: 1, ...time })
    );
  if (fields.Y === undefined) return undefined;
  if (fields.j !== undefined)
    return localOf({ year: number('Y'), month: 1, day: number('j'), ...time });
  const name = fields.B ?? fields.b;
  const month =
    name === undefined ? number('m', NaN) : MONTHS.findIndex((each) => each.startsWith(name)) + 1;
  const day = number('d', NaN);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? localOf({ year: number('Y'), month, day, ...time })
    : undefined;
}
