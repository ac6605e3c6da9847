import { DurationError, formatDuration, parseDuration } from '@workbook/clock';
import type { Random } from '@workbook/random';

const UNITS = ['ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'd', '', ' ', 's\0'];
const NUMBERS = [
  '0',
  '.',
  '-',
  '+',
  '1e3',
  '9223372036854775807',
  '9223372036854775808',
  '2562047',
];
/** 2^63 ns. */
const LONGEST_MS = 2 ** 63 / 1e6;

/**
 * A duration is a time of up to 2^63 ns or refused as Go refuses it, and one that is written is read again.
 *
 * @throws if it is not
 */
export function fuzzDuration(random: Random): void {
  let text = '';
  for (let parts = random.below(3); parts >= 0; parts -= 1) {
    const number = random.below(3)
      ? String(random.below(10 ** random.below(10) + 1))
      : random.pick(NUMBERS);
    text += number + random.pick(UNITS);
  }
  let ms: number;
  try {
    ms = parseDuration(text);
  } catch (error) {
    if (error instanceof DurationError) return;
    throw error;
  }
  const again = parseDuration(formatDuration(ms));
  const isExact = Number.isInteger(ms) && Number.isSafeInteger(ms);
  if (!(Math.abs(ms) <= LONGEST_MS) || (isExact && again !== ms)) {
    throw new Error(
      `${JSON.stringify(text)} is read as ${ms} ms, and written and read again as ${again} ms`,
    );
  }
}
