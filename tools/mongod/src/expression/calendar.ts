const DAY_MS = 86_400_000;

/** The parts of a time, as ms since 1970 in UTC would have them. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

export function partsOf(local: number): DateParts {
  const date = new Date(local);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

/** What is too much of one part goes on into the next: the 32nd of May is the first of June. */
export function localOf({
  year,
  month,
  day,
  hour,
  minute,
  second,
  millisecond,
}: DateParts): number {
  const date = new Date(0);
  // Two steps: years below 100 are years below 100.
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

/** Whole days since 1970. */
export function dayNumber(local: number): number {
  return Math.floor(local / DAY_MS);
}

/** From 1, Monday, to 7. */
export function isoWeekday(local: number): number {
  return ((((dayNumber(local) + 3) % 7) + 7) % 7) + 1;
}

/** From 1. */
export function dayOfYear(local: number): number {
  const { year } = partsOf(local);
  return dayNumber(local) - dayNumber(startOfYear(year)) + 1;
}

/** Weeks begin on Sunday; the days before the first are week 0. */
export function weekOfYear(local: number): number {
  return Math.floor((dayOfYear(local) + 6 - (isoWeekday(local) % 7)) / 7);
}

/** The year that the Thursday of the same week is in (ISO 8601). */
export function isoWeekYear(local: number): number {
  return partsOf(thursdayOf(local)).year;
}

export function isoWeek(local: number): number {
  return Math.floor((dayOfYear(thursdayOf(local)) - 1) / 7) + 1;
}

/** Midnight of a day of an ISO week. */
export function localOfISOWeek(year: number, week: number, weekday: number): number {
  const fourth = startOfYear(year) + 3 * DAY_MS;
  return fourth + ((week - 1) * 7 + weekday - isoWeekday(fourth)) * DAY_MS;
}

/** The same time so many months later, or on the month's last day if it has no such day. */
export function monthsLater(local: number, months: number): number {
  const parts = partsOf(local);
  const month = parts.year * 12 + parts.month - 1 + months;
  const year = Math.floor(month / 12);
  const lastDay = new Date(
    localOf({ ...MIDNIGHT, year, month: month - year * 12 + 2, day: 0 }),
  ).getUTCDate();
  return localOf({
    ...parts,
    year,
    month: month - year * 12 + 1,
    day: Math.min(parts.day, lastDay),
  });
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0 };

function startOfYear(year: number): number {
  return localOf({ ...MIDNIGHT, year, month: 1, day: 1 });
}

function thursdayOf(local: number): number {
  return local + (4 - isoWeekday(local)) * DAY_MS;
}
