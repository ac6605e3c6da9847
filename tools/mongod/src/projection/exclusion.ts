import { FieldTree } from './fields';
import type { Projection } from './parse';

/** Takes the fields at these paths away, as `$unset` does. */
export function parseExclusion(paths: readonly (readonly string[])[]): Projection {
  const tree = new FieldTree('exclusion');
  for (const path of paths) tree.addPlain(path);
  return (doc) => tree.applyTo(doc);
}
