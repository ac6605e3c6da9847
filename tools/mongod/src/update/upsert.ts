import { asStored } from '../documents';
import { CommandError } from '../error';
import type { Equality, Filter } from '../query';
import type { Doc, Value } from '../values';
import { namesIn } from './path';
import type { Update } from './update';

/**
 * The document that an upsert inserts: what the filter wants fields to be equal to, and the update applied to
 * that (manual, "update"). A replacement takes the `_id` alone from the filter.
 *
 * @throws CommandError 54 if the filter wants two values for a field
 */
export function upserted(filter: Filter, update: Update, now: () => Date): Doc {
  const isWhole = update.kind === 'replacement';
  const document = beginning(isWhole ? ofID(filter.saidEqual) : filter.saidEqual);
  const occasion = { document, matched: undefined, isInsert: true, now };
  return asStored(update.apply(occasion), 'upsert');
}

function ofID(said: readonly Equality[]): readonly Equality[] {
  return said.filter(([path]) => {
    if (!path.startsWith('_id.')) return path === '_id';
    throw new CommandError(
      'NotExactValueField',
      `field at '_id' must be exactly specified, field at sub-path '${path}'found`,
    );
  });
}

function beginning(said: readonly Equality[]): Doc {
  const paths = new Set<string>();
  for (const [path] of said) {
    if (paths.has(path)) throw twice(`path '${path}' is matched twice`);
    paths.add(path);
  }
  const document = new Map<string, Value>();
  for (const [path, value] of said) {
    const names = namesIn(path);
    names.slice(1).forEach((_, at) => {
      const above = names.slice(0, at + 1).join('.');
      if (paths.has(above)) throw twice(`both paths '${path}' and '${above}' are matched`);
    });
    put(document, names, value);
  }
  return document;
}

function twice(which: string): CommandError {
  return new CommandError('NotSingleValueField', `cannot infer query fields to set, ${which}`);
}

/** @param document in which nothing stands above what `names` lead to but documents that were made here */
function put(document: Map<string, Value>, names: readonly string[], value: Value): void {
  let at = document;
  for (const name of names.slice(0, -1)) {
    const below = (at.get(name) ?? new Map<string, Value>()) as Map<string, Value>;
    at.set(name, below);
    at = below;
  }
  at.set(names.at(-1)!, value);
}
