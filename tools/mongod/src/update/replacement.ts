import { Timestamp } from 'bson';
import { CommandError } from '../error';
import { type Doc, equal, identical, shown, type Value } from '../values';
import { nextTimestamp } from './current-date';
import type { Occasion } from './modifier';
import type { Update } from './update';

/** An update by a whole document (manual, "update"): all but the `_id` becomes what it says. */
export function parseReplacement(replacement: Doc): Update {
  return {
    kind: 'replacement',
    needsMatch: false,
    apply: (occasion) => {
      if (!occasion.isInsert) refuseDollars(replacement);
      return replaced(occasion.document, withTimestamps(replacement, occasion));
    },
  };
}

/**
 * What becomes of `document`: `replacement`, and the `_id` that it had.
 *
 * @returns `document` itself if it is the same
 * @throws CommandError 66 if the replacement has another `_id`
 */
export function replaced(document: Doc, replacement: Doc): Doc {
  if (identical(document, replacement)) return document;
  const [id, newID] = [document.get('_id'), replacement.get('_id')];
  if (id === undefined) return replacement;
  if (newID !== undefined && !equal(id, newID))
    throw new CommandError(
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${shown(newID)}`,
    );
  return new Map([['_id', newID ?? id], ...replacement]);
}

function refuseDollars(replacement: Doc): void {
  for (const name of replacement.keys())
    if (name.startsWith('$'))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
}

/** A timestamp of zero is the current one (manual, "Timestamps"). */
function withTimestamps(replacement: Doc, { now }: Occasion): Doc {
  const isZero = (name: string, value: Value): boolean =>
    name !== '_id' && value instanceof Timestamp && value.t === 0 && value.i === 0;
  if (![...replacement].some(([name, value]) => isZero(name, value))) return replacement;
  return new Map(
    [...replacement].map(([name, value]) => [
      name,
      isZero(name, value) ? nextTimestamp(now()) : value,
    ]),
  );
}
