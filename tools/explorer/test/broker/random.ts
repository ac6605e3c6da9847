/** Numbers from 0 up to 1, always the same for the same seed. */
export type Random = () => number;

export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

export function below(limit: number, next: Random): number {
  return Math.floor(next() * limit);
}
