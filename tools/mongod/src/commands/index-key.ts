import { CommandError, notHere } from '../error';
import { type Doc, isNumeric, toNumber, typeOf, type Value } from '../values';

/** Kinds of index that a mongod knows beside the ordered one. */
const OTHERS: ReadonlySet<Value> = new Set(['text', 'hashed', '2d', '2dsphere']);
/** Names with a dollar that a reference to another document has. */
const OF_REFERENCES: ReadonlySet<string> = new Set(['$db', '$id', '$ref']);
const MOST_FIELDS = 32;

/** @throws CommandError 67 if there can be no index by `key`; its reason alone */
export function checkKey(key: Doc): void {
  if (key.size === 0) throw cannot('Index keys cannot be empty.');
  if (key.size > MOST_FIELDS) throw new CommandError(13103, 'too many compound keys');
  for (const [path, value] of key) {
    checkKind(value);
    checkPath(path);
  }
}

function checkKind(value: Value): void {
  if (typeof value === 'string') {
    if (OTHERS.has(value)) throw notHere(`An index of the kind '${value}'`);
    throw cannot(`Unknown index plugin '${value}'`);
  }
  if (!isNumeric(value))
    throw cannot(
      `Values in v:2 index key pattern cannot be of type ${typeOf(value)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
    );
  const number = toNumber(value);
  if (Number.isNaN(number)) throw cannot('Values in the index key pattern cannot be NaN.');
  if (number === 0) throw cannot('Values in the index key pattern cannot be 0.');
}

function checkPath(path: string): void {
  if (path === '') throw cannot('Index keys cannot be an empty field.');
  const parts = path.split('.');
  if (parts.includes('')) throw cannot('Index keys cannot contain an empty field.');
  if (parts.at(-1) === '$**') throw notHere('A wildcard index');
  if (parts.some((part, at) => part.startsWith('$') && !(at > 0 && OF_REFERENCES.has(part))))
    throw cannot("Index key contains an illegal field name: field name starts with '$'.");
}

function cannot(text: string): CommandError {
  return new CommandError('CannotCreateIndex', text);
}
