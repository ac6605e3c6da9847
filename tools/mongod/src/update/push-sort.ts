import { CommandError } from '../error';
import { compare, type Doc, isArray, isDoc, isNumeric, toNumber, type Value } from '../values';
import { indexIn } from './path';

type Comparison = (one: Value, other: Value) => number;

/** The `$sort` of `$push`: whole elements by 1 or -1, or fields of theirs (manual, "$sort"). */
export function sortOf(clause: Value): Comparison {
  if (isNumeric(clause)) {
    const direction = directionOf(clause, '$sort');
    return (one, other) => direction * compare(one, other);
  }
  if (!isDoc(clause))
    throw new CommandError(
      'BadValue',
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const fields = fieldsOf(clause);
  return (one, other) => {
    for (const { path, direction } of fields) {
      const order = direction * compare(valueAt(one, path), valueAt(other, path));
      if (order !== 0) return order;
    }
    return 0;
  };
}

function fieldsOf(pattern: Doc): { path: readonly string[]; direction: number }[] {
  if (pattern.size === 0)
    throw new CommandError(
      'BadValue',
      'The sort pattern is empty when it should be a set of fields.',
    );
  return [...pattern].map(([name, value]) => {
    const direction = directionOf(value, 'sort');
    if (name === '') throw new CommandError('BadValue', 'The sort field cannot be empty');
    const path = name.split('.');
    if (path.includes(''))
      throw new CommandError(
        'BadValue',
        `The sort field is a dotted field but has an empty part: ${name}`,
      );
    return { path, direction };
  });
}

function directionOf(value: Value, what: string): number {
  const direction = isNumeric(value) ? toNumber(value) : 0;
  if (direction === 1 || direction === -1) return direction;
  throw new CommandError('BadValue', `The ${what} element value must be either 1 or -1`);
}

/** Null where nothing is. Here a path does not go on in each element of an array. */
function valueAt(value: Value, path: readonly string[]): Value {
  let at: Value | undefined = value;
  for (const name of path) {
    if (at !== undefined && isDoc(at)) at = at.get(name);
    else if (at !== undefined && at !== value && isArray(at)) at = at[indexIn(name) ?? -1];
    else at = undefined;
  }
  return at ?? null;
}
