/** In nanoseconds. */
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  // The sign for micro, and the Greek letter.
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const NS_PER_MS = 1_000_000n;

/** A duration of Go is a whole number of nanoseconds in 64 bits: up to 292 years. */
const LONGEST_NS = 2n ** 63n;

/** What is wrong with a text that is to be a duration. */
export class DurationError extends Error {
  override readonly name = 'DurationError';

  /** @param reason in the words of Go: `missing unit in duration "5"` */
  constructor(
    text: string,
    readonly reason: string,
  ) {
    super(`"${text}" is not a duration: write a number and a unit, like 5s or 500ms`);
  }
}

/**
 * Milliseconds of a duration as Go writes it: `5s`, `1m30s`, `-500ms`, `1.5h`, `0`; up to 2562047h.
 * A number without a unit is refused, as the real server does (behaviour document, section 5).
 *
 * @throws DurationError that names the text and gives an example
 */
export function parseDuration(text: string): number {
  const fail = (what: string): DurationError => new DurationError(text, `${what} "${text}"`);
  const [, sign, amounts] = /^([+-]?)(.*)$/s.exec(text)!;
  if (amounts === '0') return 0;
  if (!amounts) throw fail('invalid duration');
  let ns = 0n;
  for (let rest = amounts; rest !== '';) {
    const [part, whole = '', fraction = '', unit] =
      /^(?=\.?\d)(\d*)\.?(\d*)([^\d.]*)/.exec(rest) ?? [];
    if (part === undefined) throw fail('invalid duration');
    if (!unit) throw fail('missing unit in duration');
    if (!Object.hasOwn(UNITS, unit)) throw fail(`unknown unit "${unit}" in duration`);
    ns += (BigInt(whole + fraction) * UNITS[unit]!) / 10n ** BigInt(fraction.length);
    rest = rest.slice(part.length);
  }
  const isNegative = sign === '-';
  if (ns > (isNegative ? LONGEST_NS : LONGEST_NS - 1n)) throw fail('invalid duration');
  const ms = Number(ns / NS_PER_MS) + Number(ns % NS_PER_MS) / Number(NS_PER_MS);
  return isNegative && ms > 0 ? -ms : ms;
}

/** @returns it as Go writes it: `500ms`, `1.5s`, `1m30s`, `24h0m0s`; to the nanosecond */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms > 0 && ms < 1) return `${plain(ms * 1000, 3)}µs`;
  if (ms > 0 && ms < 1000) return `${plain(ms, 6)}ms`;
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000)];
  const seconds = `${plain((ms - minutes * 60_000) / 1000, 9)}s`;
  if (hours > 0) return `${hours}h${minutes % 60}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

/** Without an exponent, and without zeros at the end. */
function plain(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0*$/, '');
}
