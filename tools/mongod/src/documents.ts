import { BSONRegExp, ObjectId } from 'bson';
import { CommandError } from './error';
import {
  DEEPEST,
  depthOf,
  type Doc,
  isArray,
  LARGEST_DOCUMENT,
  sizeOf,
  type Value,
} from './values';

/** How a document came about: what is said of one that is too large, and with which code. */
const TOO_LARGE = {
  insert: [
    'BSONObjectTooLarge',
    (size: number) =>
      `object to insert too large. size in bytes: ${size}, max size: ${LARGEST_DOCUMENT}`,
  ],
  update: [17419, () => `Resulting document after update is larger than ${LARGEST_DOCUMENT}`],
  upsert: [17420, () => `Document to upsert is larger than ${LARGEST_DOCUMENT}`],
} as const;

/**
 * A document as it is stored: its `_id` first (manual, "Field Order"), and made where there is none.
 *
 * @throws CommandError if the `_id` is an array or a regular expression, or the whole too large or too deep
 */
export function asStored(document: Doc, purpose: keyof typeof TOO_LARGE): Doc {
  const [first] = document.keys();
  const id = document.has('_id') ? document.get('_id')! : new ObjectId();
  checkID(id);
  const stored = first === '_id' ? document : new Map<string, Value>([['_id', id], ...document]);
  checkDepth(stored, purpose);
  checkSize(stored, purpose);
  return stored;
}

function checkID(id: Value): void {
  const type = isArray(id) ? 'array' : id instanceof BSONRegExp ? 'regex' : undefined;
  if (type !== undefined)
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
}

function checkDepth(document: Doc, purpose: keyof typeof TOO_LARGE): void {
  if (depthOf(document) <= DEEPEST) return;
  const text =
    purpose === 'insert'
      ? `cannot insert document because it exceeds ${DEEPEST} levels of nesting`
      : `Document exceeds maximum nesting depth of ${DEEPEST}`;
  throw new CommandError('Overflow', text);
}

function checkSize(document: Doc, purpose: keyof typeof TOO_LARGE): void {
  const size = sizeOf(document);
  if (size <= LARGEST_DOCUMENT) return;
  const [code, text] = TOO_LARGE[purpose];
  throw new CommandError(code, text(size));
}
