import { CommandError } from '../error';
import type { Element } from '../query';
import { type Doc, isArray, isDoc, keyOf, type Value } from '../values';

/** A document's place in an index: its key, and the values of the indexed fields as they are told. */
export interface Entry {
  readonly key: string;
  readonly values: readonly Value[];
}

/** How far one of the paths has been followed: to `at`, and `rest` is to come. */
interface Step {
  readonly at: Element;
  readonly rest: readonly string[];
  /** Its value is found, also where that is an array. */
  readonly isDone: boolean;
}

/**
 * The entries of `doc` in an index over `paths` (manual, "Multikey Indexes"): one, or one for each element of
 * an array. Where a field is not there its value is null.
 *
 * @returns undefined if `doc` has none of the fields
 * @throws CommandError 171 if two of the fields are, or are below, different arrays
 */
export function entriesOf(doc: Doc, paths: readonly (readonly string[])[]): Entry[] | undefined {
  const rows = expanded(paths.map((path) => ({ at: doc, rest: path, isDone: false })));
  if (!rows.flat().some((element) => element !== undefined)) return undefined;
  const entries = rows.map((row) => entry(row.map((element) => element ?? null)));
  return [...new Map(entries.map((each) => [each.key, each])).values()];
}

/** The entry of the documents whose fields have these values. */
export function entry(values: readonly Value[]): Entry {
  return { key: keyOf(values), values };
}

function expanded(steps: readonly Step[]): Element[][] {
  const reached = steps.map(followed);
  const arrays = new Set(reached.filter(isInArray).map(({ at }) => at));
  const [array] = arrays;
  if (array === undefined || !isArray(array)) return [reached.map(({ at }) => at)];
  if (arrays.size > 1) throw parallel(steps, reached);
  // An array without elements has a key of its own.
  const whole = (step: Step): Step => done(step.rest.length === 0 ? step.at : undefined);
  if (array.length === 0)
    return expanded(reached.map((step) => (isInArray(step) ? whole(step) : step)));
  return array.flatMap((element) =>
    expanded(reached.map((step) => (isInArray(step) ? inElement(step, element) : step))),
  );
}

/** Follows a path to its end, to an array, or to where nothing is. */
function followed(step: Step): Step {
  if (step.isDone) return step;
  let { at, rest } = step;
  for (; rest.length > 0 && at !== undefined && isDoc(at); rest = rest.slice(1))
    at = at.get(rest[0]!);
  if (at !== undefined && isArray(at)) return { at, rest, isDone: false };
  return done(rest.length === 0 ? at : undefined);
}

function isInArray({ isDone }: Step): boolean {
  return !isDone;
}

function done(at: Element): Step {
  return { at, rest: [], isDone: true };
}

function inElement({ rest }: Step, element: Value): Step {
  if (rest.length === 0) return done(element);
  return isDoc(element) ? { at: element, rest, isDone: false } : done(undefined);
}

function parallel(steps: readonly Step[], reached: readonly Step[]): CommandError {
  const names = steps
    .filter((_, index) => isInArray(reached[index]!))
    .map(({ rest }, index) => rest[rest.length - reached[index]!.rest.length - 1] ?? rest[0]!);
  return new CommandError(171, `cannot index parallel arrays [${names[1]}] [${names[0]}]`);
}
