import { BSONRegExp, ObjectId } from 'bson';
import { CommandError } from './error';
import {
  DEEPEST,
  depthOf,
  type Doc,
  isArray,
  isDoc,
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
 * @throws CommandError if the `_id` is an array, a regular expression or has names with a dollar, or if the whole
 *   is too large or too deep
 */
export function asStored(document: Doc, purpose: keyof typeof TOO_LARGE): Doc {
  const [firstName] = document.keys();
  const id = document.has('_id') ? document.get('_id')! : new ObjectId();
  checkID(id);
  const stored =
    firstName === '_id' ? document : new Map<string, Value>([['_id', id], ...document]);
  checkDepth(stored, purpose);
  checkSize(stored, purpose);
  return stored;
}

function checkID(id: Value): void {
  const type = isArray(id) ? 'array' : id instanceof BSONRegExp ? 'regex' : undefined;
  if (type !== undefined)
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
  const name = dollarIn(id);
  if (name !== undefined)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
    );
}

/** The first name with a dollar at any depth, but for those of references to other documents. */
function dollarIn(value: Value): string | undefined {
  if (isArray(value)) return first(value, dollarIn);
  if (!isDoc(value)) return undefined;
  return first([...value].slice(lengthOfReference(value)), ([name, each]) =>
    name.startsWith('$') ? name : dollarIn(each),
  );
}

/** `{ $ref: 'collection', $id: 1, $db: 'database' }`: how many fields of it a document begins with. */
function lengthOfReference(document: Doc): number {
  const [one, two, three] = document.keys();
  if (one !== '$ref' || typeof document.get(one) !== 'string' || two !== '$id') return 0;
  return three === '$db' && typeof document.get(three) === 'string' ? 3 : 2;
}

function first<T>(all: readonly T[], find: (each: T) => string | undefined): string | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
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
