import { BSONRegExp, ObjectId } from 'bson';
import { CommandError } from './error';
import { type Doc, encode, isArray, LARGEST_DOCUMENT, type Value } from './values';

/**
 * A document as it is stored: its `_id` first (manual, "Field Order"), and made where there is none.
 *
 * @throws CommandError if the `_id` is an array or a regular expression, or the whole too large
 */
export function asStored(document: Doc): Doc {
  const id = document.has('_id') ? document.get('_id')! : new ObjectId();
  checkID(id);
  const stored = new Map<string, Value>([['_id', id], ...document]);
  checkSize(stored, 'insert');
  return stored;
}

function checkID(id: Value): void {
  const type = isArray(id) ? 'array' : id instanceof BSONRegExp ? 'regex' : undefined;
  if (type !== undefined)
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
}

/** @throws CommandError 10334 if `document` is too large */
export function checkSize(document: Doc, purpose: 'insert' | 'update'): void {
  const size = encode(document).length;
  if (size <= LARGEST_DOCUMENT) return;
  const what = purpose === 'insert' ? 'object to insert' : 'Resulting document after update';
  throw new CommandError(
    'BSONObjectTooLarge',
    `${what} too large. size in bytes: ${size}, max size: ${LARGEST_DOCUMENT}`,
  );
}
