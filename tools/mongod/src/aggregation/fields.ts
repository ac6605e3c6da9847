import type { Element } from '../query';
import { type Doc, isDoc, type Value } from '../values';

/** `doc` with another value at `path`, or without one; what is no document on the way gives way to one. */
export function withField(doc: Doc, [name, ...rest]: readonly string[], value: Element): Doc {
  const changed = new Map(doc);
  const there = doc.get(name!);
  const inner = there !== undefined && isDoc(there) ? there : new Map<string, Value>();
  const next = rest.length > 0 ? withField(inner, rest, value) : value;
  if (next === undefined) changed.delete(name!);
  else changed.set(name!, next);
  return changed;
}
