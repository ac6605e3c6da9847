import { CommandError } from '../error';
import type { Element } from '../query';
import { isArray, isDoc, type Value } from '../values';
import { indexIn } from './path';

/** An array is made longer by no more than so many nulls at once (server's source, `kMaxPaddingAllowed`). */
const MOST_PADDING = 1_500_000;

/** What stands under `name`: a field, or an element of an array. */
export function childOf(value: Value, name: string): Element {
  if (isDoc(value)) return value.get(name);
  return isArray(value) ? value[indexIn(name) ?? -1] : undefined;
}

/** Whether something can stand under `name`. */
export function canHave(value: Value, name: string): boolean {
  return isDoc(value) || (isArray(value) && indexIn(name) !== undefined);
}

/** @returns `value` with `child` under `name`, which it can have; a new field comes last */
export function withChild(value: Value, name: string, child: Value): Value {
  if (isDoc(value)) return new Map(value).set(name, child);
  const array = [...(value as readonly Value[])];
  const index = indexIn(name)!;
  if (index - array.length > MOST_PADDING)
    throw new CommandError(
      'CannotBackfillArray',
      `can't backfill more than ${MOST_PADDING} elements`,
    );
  while (array.length < index) array.push(null);
  array[index] = child;
  return array;
}

/** @returns `value` without the field; an element of an array is made null */
export function withoutChild(value: Value, name: string): Value {
  if (!isDoc(value)) return withChild(value, name, null);
  const rest = new Map(value);
  rest.delete(name);
  return rest;
}
