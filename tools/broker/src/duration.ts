const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  // The sign for micro, and the Greek letter.
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration of Go is a whole number of nanoseconds in 64 bits: up to 292 years. */
const LONGEST_MS = 2 ** 63 / 1e6;

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
  let sum = 0;
  for (let rest = amounts; rest !== '';) {
    const [part, amount, unit] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (part === undefined) throw fail('invalid duration');
    if (!unit) throw fail('missing unit in duration');
    if (!Object.hasOwn(UNITS, unit)) throw fail(`unknown unit "${unit}" in duration`);
    sum += Number(amount) * UNITS[unit]!;
    rest = rest.slice(part.length);
  }
  if (sum > LONGEST_MS) throw fail('invalid duration');
  return sum === 0 || sign !== '-' ? sum : -sum;
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
