import { patient } from './patience';

const LATE = Symbol('late');

/**
 * Waits for `promise`, for `patient(ms)` at most.
 *
 * @param late what is said then, given how long that was: `10 s`
 * @throws that, or what `promise` rejects with
 */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  late: (time: string) => string,
): Promise<T> {
  const time = patient(ms);
  let limit: NodeJS.Timeout | undefined;
  const over = new Promise<typeof LATE>((resolve) => {
    limit = setTimeout(resolve, time, LATE);
  });
  try {
    const outcome = await Promise.race([promise, over]);
    // Made here and not by the timer, it has those who wait in its stack.
    if (outcome === LATE) throw new Error(late(`${time / 1000} s`));
    return outcome;
  } finally {
    clearTimeout(limit);
  }
}
