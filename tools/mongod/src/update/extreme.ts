import { compare } from '../values';
import type { ModifierParser } from './modifier';

/** Manual, "$min" and "$max": in the order of all values; what is not there is made the operand. */
const extreme =
  (sign: 1 | -1): ModifierParser =>
  (operand) => ({
    change: (value) => (sign * compare(operand, value) > 0 ? operand : value),
    make: () => operand,
  });

export const min = extreme(-1);
export const max = extreme(1);
