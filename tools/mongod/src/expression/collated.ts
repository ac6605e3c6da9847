import { notHere } from '../error';
import type { Collation } from '../values';

/** Operators and accumulators that compare values, here by their bytes alone. */
const COMPARING: ReadonlySet<string> = new Set([
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$cmp', '$in', '$indexOfArray', '$sortArray'],
  ...['$max', '$min', '$maxN', '$minN', '$addToSet'],
  ...['$setEquals', '$setIntersection', '$setUnion', '$setDifference', '$setIsSubset'],
]);

/** @throws CommandError 238 if what `name` comes to depends on the collation */
export function refuseCollated(name: string, collation: Collation): void {
  if (!collation.isSimple && COMPARING.has(name)) throw notHere(`${name} with a collation`);
}
