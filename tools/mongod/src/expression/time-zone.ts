import { CommandError } from '../error';

const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/;
const MINUTE_MS = 60_000;

/** What clocks show somewhere: times there are told as the UTC time at which they would be shown there. */
export interface TimeZone {
  readonly isUTC: boolean;
  /** @param instant ms since 1970 */
  localOf(instant: number): number;
  instantOf(local: number): number;
}

export const UTC: TimeZone = {
  isUTC: true,
  localOf: (instant) => instant,
  instantOf: (local) => local,
};

const zones = new Map<string, TimeZone>();

/**
 * The time zone of a name (IANA's, `UTC`, `GMT`) or of an offset (`+05:30`, `+0530`, `+05`).
 *
 * @throws CommandError 40485 if there is none
 */
export function timeZone(name: string): TimeZone {
  if (name === 'UTC' || name === 'GMT' || name === 'Z') return UTC;
  const known = zones.get(name);
  if (known) return known;
  const zone = fixed(name) ?? named(name);
  zones.set(name, zone);
  return zone;
}

function fixed(name: string): TimeZone | undefined {
  const parts = OFFSET.exec(name);
  if (!parts) return undefined;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  const offset = (parts[1] === '-' ? -minutes : minutes) * MINUTE_MS;
  return {
    isUTC: offset === 0,
    localOf: (instant) => instant + offset,
    instantOf: (local) => local - offset,
  };
}

function named(name: string): TimeZone {
  const localOf = localTimes(name);
  return {
    isUTC: false,
    localOf,
    instantOf: (local) => {
      // The offset before and after a change of clocks: the earlier time wins where one is shown twice.
      const early = local - (localOf(local - 86_400_000) - (local - 86_400_000));
      if (localOf(early) === local) return early;
      const late = local - (localOf(local + 86_400_000) - (local + 86_400_000));
      return localOf(late) === local ? late : early;
    },
  };
}

function localTimes(name: string): (instant: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new CommandError(40485, `unrecognized time zone identifier: "${name}"`);
  }
  return (instant) => {
    const parts = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, value]),
    );
    const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
    const shown = new Date(0);
    shown.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
    shown.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
    return shown.getTime() + (((instant % 1000) + 1000) % 1000);
  };
}
