const UNITS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration of Go is a whole number of nanoseconds in 64 bits: up to 292 years. */
const LONGEST_MS = 2 ** 63 / 1e6;

/**
 * Milliseconds of a duration as Go writes it: `5s`, `1m30s`, `500ms`, `1.5h`, `0`.
 * A number without a unit is refused, as the real server does (behaviour document, section 5).
 *
 * @throws if `text` is not a duration; the message names it and gives an example
 */
export function parseDuration(text: string): number {
  if (text === '0') return 0;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/gy)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) {
    throw new Error(`"${text}" is not a duration: write a number and a unit, like 5s or 500ms`);
  }
  const ms = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!, 0);
  if (ms > LONGEST_MS) throw new Error(`"${text}" is longer than 2562047h, the longest duration`);
  return ms;
}

/** @param ms at least 0. @returns it as Go writes it: `500ms`, `1.5s`, `1m30s`, `24h0m0s` */
export function formatDuration(ms: number): string {
  if (ms > 0 && ms < 1) return `${ms * 1000}µs`;
  if (ms > 0 && ms < 1000) return `${ms}ms`;
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000)];
  const seconds = `${(ms - minutes * 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes % 60}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
