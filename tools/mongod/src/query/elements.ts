import { isArray, isDoc, type Doc, type Value } from '../values';

/** What stands at a path; undefined where nothing does. */
export type Element = Value | undefined;

/**
 * Is shown an element at a path, and where in the outermost array it was met, if in any.
 *
 * @returns true to end the search
 */
export type Visit = (element: Element, index: number | undefined) => boolean;

/** At the end of a path an array stands for its elements and itself, or for itself alone. */
export type Leaf = 'elements' | 'whole';

const NUMBER = /^\d+$/;

/**
 * Shows `visit` what a dotted path leads to (manual, "Query an Array"): where an array is met on the way, the
 * path goes on in each document in it, and in the element that a number in the path names.
 *
 * @returns true if `visit` once did
 */
export function someElement(doc: Doc, path: readonly string[], leaf: Leaf, visit: Visit): boolean {
  let value: Element = doc;
  for (const [at, name] of path.entries()) {
    value = isDoc(value) ? value.get(name) : undefined;
    if (value === undefined) return visit(undefined, undefined);
    if (!isArray(value)) continue;
    const rest = path.slice(at + 1);
    return rest.length > 0 ? inArray(value, rest, leaf, visit) : atLeaf(value, leaf, visit);
  }
  return visit(value, undefined);
}

/** The values that a path leads to, those of an array at its end one by one. */
export function valuesAt(doc: Doc, path: readonly string[]): readonly Value[] {
  const values: Value[] = [];
  someElement(doc, path, 'whole', (element) => {
    if (element !== undefined)
      for (const each of isArray(element) ? element : [element]) values.push(each);
    return false;
  });
  return values;
}

function atLeaf(array: readonly Value[], leaf: Leaf, visit: Visit): boolean {
  return (leaf === 'elements' && array.some(visit)) || visit(array, undefined);
}

function inArray(
  array: readonly Value[],
  path: readonly string[],
  leaf: Leaf,
  visit: Visit,
): boolean {
  const [next, ...rest] = path;
  const named = NUMBER.test(next!) ? next : undefined;
  return array.some((element, index) => {
    const isNamed = named === String(index);
    if (isDoc(element) && someElement(element, path, leaf, (found) => visit(found, index)))
      return true;
    if (!isNamed) return false;
    if (rest.length === 0) return visit(element, undefined);
    if (isDoc(element)) return someElement(element, rest, leaf, visit);
    return isArray(element) && inArray(element, rest, leaf, visit);
  });
}
