import { CommandError } from '../error';
import { compareText, DEEPEST } from '../values';

/** It stands for the element that the filter met. */
export const POSITIONAL = '$';

/** The names in a path. @throws CommandError 15 if no document is so deep */
export function namesIn(dotted: string): readonly string[] {
  const names = dotted.split('.');
  if (names.length <= DEEPEST) return names;
  throw new CommandError('Overflow', `Document exceeds maximum nesting depth of ${DEEPEST}`);
}

/**
 * The names in the path of a field that is updated (manual, "Dot Notation").
 *
 * @throws CommandError 56 if one is empty, 2 if `$` is the first or there are two
 */
export function pathOf(dotted: string): readonly string[] {
  if (dotted === '') throw new CommandError('EmptyFieldName', 'An empty update path is not valid.');
  const path = namesIn(dotted);
  if (path.includes(''))
    throw new CommandError(
      'EmptyFieldName',
      `The update path '${dotted}' contains an empty field name, which is not allowed.`,
    );
  if (path.filter((name) => name === POSITIONAL).length > 1)
    throw new CommandError(
      'BadValue',
      `Too many positional (i.e. '$') elements found in path '${dotted}'`,
    );
  if (path[0] === POSITIONAL)
    throw new CommandError(
      'BadValue',
      `Cannot have positional (i.e. '$') element in the first position in path '${dotted}'`,
    );
  return path;
}

/** @returns `id` of `$[id]`, and '' of `$[]`, which stands for all elements; undefined for any other name */
export function identifierIn(name: string): string | undefined {
  return name.length >= 3 && name.startsWith('$[') && name.endsWith(']')
    ? name.slice(2, -1)
    : undefined;
}

/** Whether what it names depends on the filter or on an array's elements. */
export function isDynamic(path: readonly string[]): boolean {
  return path.some((name) => name === POSITIONAL || identifierIn(name) !== undefined);
}

/** @returns the place in an array that `name` stands for; undefined if none */
export function indexIn(name: string): number | undefined {
  return /^\d+$/.test(name) ? Number(name) : undefined;
}

const NUMBER = /^(0|[1-9]\d*)$/;

/** The order in which fields are updated: numbers by their value, others by their bytes (manual, "Update Operators"). */
export function compareNames(one: string, other: string): number {
  if (NUMBER.test(one) && NUMBER.test(other))
    return one.length - other.length || compareText(one, other);
  return compareText(one, other);
}
