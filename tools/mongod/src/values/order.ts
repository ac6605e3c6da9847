import type { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { compareNumeric } from './numbers';
import { type TypeName, typeOf } from './type';
import type { Doc, Numeric, Value } from './value';

/** Values of different types are ordered by this (manual, "Comparison/Sort Order"). */
const RANK: Readonly<Record<TypeName, number>> = {
  minKey: -1,
  null: 5,
  int: 10,
  long: 10,
  double: 10,
  decimal: 10,
  string: 15,
  symbol: 15,
  object: 20,
  array: 25,
  binData: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  javascript: 60,
  javascriptWithScope: 65,
  maxKey: 127,
};

/** Values of one rank are compared by value, others by rank: 1, 1.0 and Long 1 are of one. */
export function rankOf(value: Value): number {
  return RANK[typeOf(value)];
}

type CompareTexts = (one: string, other: string) => number;

/**
 * Negative, zero or positive. All values have one order; zero says that they are equal.
 *
 * @param texts how texts are compared, those in documents and arrays too
 */
export function compare(one: Value, other: Value, texts: CompareTexts = compareText): number {
  if (one === other) return 0;
  const [type, otherType] = [typeOf(one), typeOf(other)];
  const byRank = RANK[type] - RANK[otherType];
  if (byRank !== 0) return byRank;
  switch (RANK[type]) {
    case RANK.int:
      return compareNumeric(one as Numeric, other as Numeric);
    case RANK.string:
      return texts(textOf(one as string | BSONSymbol), textOf(other as string | BSONSymbol));
    case RANK.object:
      return compareDocs(one as Doc, other as Doc, texts);
    case RANK.array:
      return compareArrays(one as Value[], other as Value[], texts);
    case RANK.binData:
      return compareBinary(one as Binary, other as Binary);
    case RANK.objectId:
      return compareText((one as ObjectId).toHexString(), (other as ObjectId).toHexString());
    case RANK.bool:
    case RANK.date:
      return Number(one) - Number(other);
    case RANK.timestamp:
      return (one as Timestamp).compare(other as Timestamp);
    case RANK.regex:
      return (
        compareText((one as BSONRegExp).pattern, (other as BSONRegExp).pattern) ||
        compareText((one as BSONRegExp).options, (other as BSONRegExp).options)
      );
    case RANK.javascript:
    case RANK.javascriptWithScope:
      return compareText(codeOf(one as Code), codeOf(other as Code));
    default:
      // minKey, null, maxKey: there is one of each.
      return 0;
  }
}

export function equal(one: Value, other: Value): boolean {
  return compare(one, other) === 0;
}

function textOf(text: string | BSONSymbol): string {
  return typeof text === 'string' ? text : text.value;
}

/** By UTF-8's bytes, which is by code points; JavaScript compares halves of them. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Field by field: by the rank of the values, the names, then the values themselves. */
function compareDocs(one: Doc, other: Doc, texts: CompareTexts): number {
  const others = other.entries();
  for (const [name, value] of one) {
    const next = others.next();
    if (next.done) return 1;
    const [otherName, otherValue] = next.value;
    const order =
      rankOf(value) - rankOf(otherValue) ||
      compareText(name, otherName) ||
      compare(value, otherValue, texts);
    if (order !== 0) return order;
  }
  return one.size - other.size;
}

function compareArrays(
  one: readonly Value[],
  other: readonly Value[],
  texts: CompareTexts,
): number {
  for (let index = 0; index < one.length && index < other.length; index++) {
    const order = compare(one[index]!, other[index]!, texts);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** First the length, then the subtype, then the bytes. */
function compareBinary(one: Binary, other: Binary): number {
  return (
    one.length() - other.length() ||
    one.sub_type - other.sub_type ||
    Buffer.compare(one.value(), other.value())
  );
}

function codeOf({ code, scope }: Code): string {
  return code + (scope === null ? '' : JSON.stringify(scope));
}
