import { identical, type Value } from '../values';
import { type Modifier, REMOVED } from './modifier';

/** Manual, "$set". */
export function set(operand: Value): Modifier {
  return {
    change: (value) => (identical(value, operand) ? value : operand),
    make: () => operand,
  };
}

/** Manual, "$setOnInsert". */
export function setOnInsert(operand: Value): Modifier {
  const setting = set(operand);
  return {
    change: (value, place) => (place.occasion.isInsert ? setting.change(value, place) : value),
    make: ({ occasion }) => (occasion.isInsert ? operand : undefined),
  };
}

/** Manual, "$unset". */
export function unset(): Modifier {
  return { change: () => REMOVED, make: () => undefined };
}
