import { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { compareExact, type Exact, exactlyOf } from './decimal';
import { exact, toNumber } from './numbers';
import { isNumeric, typeOf } from './type';
import { type Doc, isArray, isDoc, type Numeric, type Value } from './value';

type OfText = (text: string) => string;

const itself: OfText = (text) => text;

/**
 * A text that two values share if, and only if, they are equal: 1, 1.0 and Long 1 have one.
 *
 * @param ofText one for all texts that are equal
 */
export function keyOf(value: Value, ofText = itself): string {
  if (isNumeric(value)) return `n${numberKey(value)}`;
  if (typeof value === 'string') return `s${ofText(value)}`;
  if (value instanceof BSONSymbol) return `s${ofText(value.value)}`;
  if (isDoc(value)) return `{${listed(fieldsOf(value, ofText))}}`;
  if (isArray(value)) return `[${listed(value.map((each) => keyOf(each, ofText)))}]`;
  return `${typeOf(value)} ${plainKey(value)}`;
}

/** Texts one after the other, each with its length, so that no other list gives the same. */
function listed(keys: readonly string[]): string {
  return keys.map((key) => `${key.length}:${key}`).join('');
}

function fieldsOf(doc: Doc, ofText: OfText): string[] {
  return [...doc].flatMap(([name, value]) => [name, keyOf(value, ofText)]);
}

function numberKey(value: Numeric): string {
  const number = toNumber(value);
  const own = exact(value);
  // Most are what a double can hold; zero has no sign.
  if (!isFiniteExact(own) || compareExact(own, exactlyOf(number)) === 0) return String(number + 0);
  let { coefficient, exponent } = own;
  for (; coefficient % 10n === 0n; exponent++) coefficient /= 10n;
  return `${coefficient}e${exponent}`;
}

function isFiniteExact(value: Exact): value is Exclude<Exact, number> {
  return typeof value !== 'number';
}

function plainKey(value: Value): string {
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return String(value.getTime());
  if (value instanceof Binary) return `${value.sub_type} ${value.toString('base64')}`;
  if (value instanceof Timestamp) return value.toString();
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (value instanceof Code) return JSON.stringify(value);
  return String(value);
}
