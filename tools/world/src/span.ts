/** `90 s`, `24 h`, `11 years`: the largest unit of which there are two or more. */
export function span(ms: number): string {
  const [size, unit] = SPANS.find(([each]) => ms >= 2 * each) ?? SPANS.at(-1)!;
  return `${Math.round(ms / size)} ${unit}`;
}

const SPANS = [
  [365 * 86_400_000, 'years'],
  [86_400_000, 'days'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;
