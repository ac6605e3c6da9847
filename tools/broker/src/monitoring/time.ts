/** @param ms since the epoch, with a fraction. @returns `2026-11-23T02:52:47.326236Z` */
export function timeText(ms: number): string {
  const second = new Date(ms).toISOString().slice(0, 19);
  const fraction = String(Math.floor((ms % 1000) * 1000))
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction ? `${second}.${fraction}Z` : `${second}Z`;
}

/** @param ms at least 0. @returns them in nanoseconds, which need not fit into a double */
export function nanoseconds(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1e6));
}

/** @param ms how long. @returns whole seconds as the real server writes them: `23s`, `1h2m3s`, `1d0h0m5s` */
export function uptimeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 31_536_000), 'y'],
    [Math.floor(seconds / 86_400) % 365, 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount, unit]) => amount > 0 || unit === 's');
  return parts
    .slice(first)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join('');
}
