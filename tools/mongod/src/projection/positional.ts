import { CommandError } from '../error';
import type { Filter, MatchDetails } from '../query';
import { type Doc, isArray, isDoc, type Value } from '../values';

/** The path before the `$` of `items.$`; undefined if it does not end so. @throws CommandError */
export function positionalPath(path: string): string | undefined {
  if (path.includes('.$.'))
    throw new CommandError(
      31394,
      "As of 4.4, it's illegal to specify positional operator in the middle of a path.Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.",
    );
  return path.endsWith('.$') ? path.slice(0, -2) : undefined;
}

/**
 * `projected` with the one element that the filter met in place of the first array on `path`.
 *
 * @throws CommandError 51246 if the filter met none
 */
export function withMatched(
  doc: Doc,
  projected: Doc,
  path: readonly string[],
  filter: Filter,
): Doc {
  const details: MatchDetails = { index: undefined };
  filter.matches(doc, details);
  return replaced(projected, path, details);
}

function replaced(doc: Doc, [name, ...rest]: readonly string[], { index }: MatchDetails): Doc {
  const value = doc.get(name!);
  if (value === undefined) return doc;
  if (isArray(value)) return new Map(doc).set(name!, matched(value, index));
  if (!isDoc(value) || rest.length === 0) return doc;
  return new Map(doc).set(name!, replaced(value, rest, { index }));
}

function matched(array: readonly Value[], index: number | undefined): readonly Value[] {
  if (index === undefined)
    throw new CommandError(
      51246,
      "positional operator '.$' couldn't find a matching element in the array",
    );
  const element = array[index];
  if (element === undefined)
    throw new CommandError(51247, "positional operator '.$' element mismatch");
  return [element];
}
