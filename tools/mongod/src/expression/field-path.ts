import { CommandError } from '../error';
import type { Element } from '../query';
import { type Doc, isArray, isDoc, type Value } from '../values';

/**
 * The names in a dotted path.
 *
 * @throws CommandError if no field can have it
 */
export function fieldPath(text: string): string[] {
  if (text === '')
    throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  if (text.endsWith('.')) throw new CommandError(40353, "FieldPath must not end with a '.'.");
  const names = text.split('.');
  for (const name of names) {
    if (name === '')
      throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
    if (name.startsWith('$') && !['$id', '$ref', '$db'].includes(name))
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    if (name.includes('\0'))
      throw new CommandError(16411, 'FieldPath field names may not contain null bytes');
  }
  return names;
}

/** What a path in an expression leads to: through an array it is the list of what is found in its documents. */
export function valueAt(from: Element, path: readonly string[]): Element {
  if (path.length === 0 || from === undefined) return from;
  if (isDoc(from)) return inDocument(from, path);
  return isArray(from) ? inArray(from, path) : undefined;
}

function inDocument(doc: Doc, [name, ...rest]: readonly string[]): Element {
  return valueAt(doc.get(name!), rest);
}

function inArray(array: readonly Value[], path: readonly string[]): readonly Value[] {
  return array
    .map((each) => (isDoc(each) ? inDocument(each, path) : undefined))
    .filter((found) => found !== undefined);
}
