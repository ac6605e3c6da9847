import { MinKey } from 'bson';
import { CommandError } from '../error';
import {
  type Collation,
  compare,
  type Doc,
  integerOf,
  isArray,
  isDoc,
  shown,
  SIMPLE,
  type Value,
} from '../values';
import { type Element, someElement } from './elements';

/** Negative, zero or positive, as documents are to come. */
export type Order = (one: Doc, other: Doc) => number;

/** By what a document goes in one field: a value, or an array without any. */
type SortKey = Value | typeof EMPTY;

type Compare = (one: SortKey, other: SortKey) => number;

/** It comes before null, and after MinKey. */
const EMPTY = Symbol('an array without elements');

/**
 * The order that `{ price: 1, title: -1 }` says (manual, "sort"). Of an array it counts the smallest element
 * upwards, the largest downwards; what is not there counts as null.
 *
 * @throws CommandError if it is none
 */
export function parseSort(sort: Doc, { compareTexts }: Collation = SIMPLE): Order {
  const fields = [...sort].map(([name, value]) => {
    const direction = directionOf(name, value);
    const path = name.split('.');
    const compareUp: Compare = (one, other) => compareKeys(one, other, compareTexts);
    const compareDown: Compare = (one, other) => -compareUp(one, other);
    const compareOwn = direction === 1 ? compareUp : compareDown;
    return (one: Doc, other: Doc): number =>
      compareOwn(keyOf(one, path, compareOwn), keyOf(other, path, compareOwn));
  });
  return (one, other) => {
    for (const field of fields) {
      const order = field(one, other);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function directionOf(name: string, value: Value): 1 | -1 {
  if (name === '' || name.startsWith('$'))
    throw new CommandError(
      name === '' ? 'BadValue' : 16410,
      name === ''
        ? 'FieldPath cannot be constructed with empty string'
        : `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
  const direction = integerOf(value);
  if (direction === 1n) return 1;
  if (direction === -1n) return -1;
  if (isDoc(value))
    throw new CommandError(
      'BadValue',
      `Illegal key in $sort specification: ${name}: ${shown(value)}`,
    );
  if (direction === 'no number')
    throw new CommandError(15974, `Illegal key in $sort specification: ${name}: ${shown(value)}`);
  throw new CommandError(
    15975,
    '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
  );
}

/** The one that comes first, of the elements of an array. */
function keyOf(doc: Doc, path: readonly string[], compareOwn: Compare): SortKey {
  let key: SortKey | undefined;
  const take = (found: SortKey): void => {
    if (key === undefined || compareOwn(found, key) < 0) key = found;
  };
  someElement(doc, path, 'whole', (element: Element) => {
    if (element === undefined || !isArray(element)) take(element ?? null);
    else if (element.length === 0) take(EMPTY);
    else element.forEach(take);
    return false;
  });
  return key ?? null;
}

function compareKeys(one: SortKey, other: SortKey, texts: Collation['compareTexts']): number {
  if (one === EMPTY) return other === EMPTY ? 0 : other instanceof MinKey ? 1 : -1;
  if (other === EMPTY) return one instanceof MinKey ? -1 : 1;
  return compare(one, other, texts);
}
