import type { Decimal128, Double } from 'bson';
import { compare } from './order';
import { typeOf } from './type';
import { type Doc, isArray, isDoc, type Value } from './value';

/** Whether two values are written as the same bytes: 1 and 1.0 are equal, and not identical. */
export function identical(one: Value, other: Value): boolean {
  if (one === other) return true;
  const type = typeOf(one);
  if (type !== typeOf(other)) return false;
  switch (type) {
    case 'object':
      return identicalDocs(one as Doc, other as Doc);
    case 'array':
      return identicalArrays(one as Value[], other as Value[]);
    case 'double':
      return Object.is((one as Double).value, (other as Double).value);
    case 'decimal':
      return Buffer.compare((one as Decimal128).bytes, (other as Decimal128).bytes) === 0;
    default:
      return compare(one, other) === 0;
  }
}

function identicalDocs(one: Doc, other: Doc): boolean {
  if (one.size !== other.size) return false;
  const others = other.entries();
  return [...one].every(([name, value]) => {
    const [otherName, otherValue] = others.next().value!;
    return name === otherName && identical(value, otherValue);
  });
}

function identicalArrays(one: readonly Value[], other: readonly Value[]): boolean {
  return one.length === other.length && one.every((each, at) => identical(each, other[at]!));
}

/** How deep documents and arrays stand in each other: 0 for any other value. */
export function depthOf(value: Value): number {
  if (!isDoc(value) && !isArray(value)) return 0;
  let deepest = 0;
  for (const each of value.values()) deepest = Math.max(deepest, depthOf(each));
  return deepest + 1;
}
