const UNITS = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
  [1, 'ms'],
] as const;

/** `0 s`, `250 ms`, `1.5 s`, `1 min 30 s`: milliseconds as a reader says them. */
export function duration(ms: number): string {
  if (ms === 0) return '0 s';
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${round(ms / 1000)} s`;
  const [size, unit] = UNITS.find(([length]) => ms >= length)!;
  const whole = Math.floor(ms / size);
  const rest = ms - whole * size;
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${duration(rest)}`;
}

/** A row of a database in a few words: `v2`, `balance 40, last 9`, `nothing`. */
export function contents(row: unknown): string {
  if (row === undefined || row === null) return 'nothing';
  if (typeof row !== 'object') return String(row);
  if ('version' in row) return `v${String(row.version)}`;
  const fields = Object.entries(row).filter(([, value]) => typeof value !== 'object');
  const shown = fields.slice(0, 2).map(([name, value]) => `${name} ${String(value)}`);
  return shown.length === 0 ? 'a row' : shown.join(', ');
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
