/**
 * @param percent 50: the median. The nearest rank, so that it is one of `values`
 * @throws RangeError if there are no values
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.max(1, Math.ceil((sorted.length * percent) / 100));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError('There is no percentile of nothing.');
  return value;
}

/** The middle one of an odd number of values, the lower of the two of an even one. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}
