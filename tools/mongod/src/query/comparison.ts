import { MaxKey, MinKey } from 'bson';
import {
  type Collation,
  compare,
  isNumeric,
  rankOf,
  SIMPLE,
  toNumber,
  type Value,
} from '../values';
import type { Element } from './elements';

export type Comparison = '$eq' | '$lt' | '$lte' | '$gt' | '$gte';

/** Whether one element, that may not be there, is what is asked for. */
export type ElementTest = (element: Element) => boolean;

const isNaNumber = (value: Value): boolean => isNumeric(value) && Number.isNaN(toNumber(value));

/**
 * A comparison finds values of its own type alone (manual, "Comparison/Sort Order": type bracketing); null
 * finds also what is not there, and MinKey and MaxKey are compared with everything.
 */
export function comparison(
  operator: Comparison,
  wanted: Value,
  { compareTexts }: Collation = SIMPLE,
): ElementTest {
  const takesEqual = operator !== '$lt' && operator !== '$gt';
  if (wanted === null)
    return (element) => takesEqual && (element === undefined || element === null);
  if (operator === '$eq')
    return (element) => element !== undefined && compare(element, wanted, compareTexts) === 0;
  const isBelow = operator === '$lt' || operator === '$lte';
  const holds = (order: number): boolean =>
    order === 0 ? takesEqual : isBelow ? order < 0 : order > 0;
  const rank = rankOf(wanted);
  const isUnordered = isNaNumber(wanted);
  return (element) => {
    if (element === undefined || rankOf(element) !== rank) {
      if (wanted instanceof MaxKey) return isBelow;
      return wanted instanceof MinKey && !isBelow;
    }
    // NaN is neither less nor more than a number.
    if (isUnordered || isNaNumber(element)) return takesEqual && isUnordered && isNaNumber(element);
    return holds(compare(element, wanted, compareTexts));
  };
}
