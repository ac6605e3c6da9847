import { CommandError, notHere } from '../error';
import type { Collection, IndexSpec } from '../storage';
import { equal, isDoc, type Value } from '../values';

/**
 * Looks at the index that a command is told to use: what is found does not depend on it here.
 *
 * @param collection undefined: not there, and whatever is hinted is right
 * @throws CommandError 2 if there is no such index
 */
export function checkHint(collection: Collection | undefined, hint: Value | undefined): void {
  if (hint === undefined) return;
  if (typeof hint !== 'string' && !isDoc(hint))
    throw new CommandError('FailedToParse', 'Hint must be a string or an object');
  if (!collection || (isDoc(hint) && (hint.size === 0 || hint.has('$natural')))) return;
  const spec = collection.indexes.find((each) => isHinted(each, hint));
  if (!spec)
    throw new CommandError(
      'BadValue',
      `error processing query: ns=${collection.namespace} planner returned error :: caused by :: hint provided does not correspond to an existing index`,
    );
  // Documents that are not in it would not be found.
  if (spec.isSparse || spec.partial) throw notHere('A hint to a sparse or partial index');
}

function isHinted({ name, key }: IndexSpec, hint: Value): boolean {
  return typeof hint === 'string' ? name === hint : equal(key, hint);
}
