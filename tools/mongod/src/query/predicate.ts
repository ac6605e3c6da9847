import { type Doc, isArray, isDoc, type Value } from '../values';
import type { ElementTest } from './comparison';
import { type Element, type Leaf, someElement } from './elements';

/** What is asked of the elements at one path, as `{ $gt: 1, $not: { $in: [...] } }` says it. */
export type Predicate =
  | { readonly kind: 'element'; readonly leaf: Leaf; readonly test: ElementTest }
  | { readonly kind: 'elemMatch'; readonly matches: (element: Value) => boolean }
  | { readonly kind: 'not'; readonly all: readonly Predicate[] };

/** Where a filter was met: what `$` stands for in an update or a projection. */
export interface MatchDetails {
  /** The place in the array; undefined if the filter met none. */
  index: number | undefined;
}

/** Whether a predicate holds at `path` of `doc`: for one of the elements there, or for none under `$not`. */
export function holdsAt(
  doc: Doc,
  path: readonly string[],
  predicate: Predicate,
  details: MatchDetails,
): boolean {
  switch (predicate.kind) {
    case 'element':
      return someElement(doc, path, predicate.leaf, (element, index) => {
        if (!predicate.test(element)) return false;
        if (index !== undefined) details.index = index;
        return true;
      });
    case 'elemMatch':
      return someElement(doc, path, 'whole', (element, index) => {
        const inner = indexOf(element, predicate.matches);
        if (inner < 0) return false;
        details.index = index ?? inner;
        return true;
      });
    case 'not':
      // Where something is not there is nowhere.
      return !predicate.all.every((each) => holdsAt(doc, path, each, { index: undefined }));
  }
}

/** Whether a predicate holds for one element by itself, an element of an array under `$elemMatch`. */
export function holdsFor(element: Element, predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'element':
      return predicate.test(element);
    case 'elemMatch':
      return indexOf(element, predicate.matches) >= 0;
    case 'not':
      return !predicate.all.every((each) => holdsFor(element, each));
  }
}

/** @param element an array, or what can have no match */
function indexOf(element: Element, matches: (element: Value) => boolean): number {
  return element !== undefined && isArray(element) ? element.findIndex(matches) : -1;
}

/** @param matches asked of documents; of arrays too, whose elements have numbers for names */
export function asDocument(matches: (doc: Doc) => boolean): (element: Value) => boolean {
  return (element) => {
    if (isDoc(element)) return matches(element);
    return isArray(element) && matches(new Map(element.map((value, at) => [String(at), value])));
  };
}
