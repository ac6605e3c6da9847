import { CommandError } from '../../error';
import { fieldPath } from '../../expression';
import type { Element } from '../../query';
import { type Doc, isArray, isDoc, long, shown, typeOf, type Value } from '../../values';
import { withField } from '../fields';
import type { StageParser } from '../stage';

interface Unwinding {
  readonly path: readonly string[];
  /** What has no elements comes too. */
  readonly isPreserving: boolean;
  /** Where to tell the place in the array. */
  readonly index: readonly string[] | undefined;
}

/** A document for each element of an array (manual, "$unwind"). */
export const unwind: StageParser = (spec) => {
  const unwinding = unwindingOf(spec);
  return (docs) => docs.flatMap((each) => unwound(each, unwinding));
};

function unwindingOf(spec: Value): Unwinding {
  if (typeof spec === 'string')
    return { path: pathOf(spec), isPreserving: false, index: undefined };
  if (!isDoc(spec))
    throw new CommandError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeOf(spec)}`,
    );
  let isPreserving = false;
  let index: readonly string[] | undefined;
  for (const [name, value] of spec) {
    switch (name) {
      case 'path':
        break;
      case 'preserveNullAndEmptyArrays':
        if (typeof value !== 'boolean')
          throw new CommandError(
            28809,
            `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeOf(value)}`,
          );
        isPreserving = value;
        break;
      case 'includeArrayIndex':
        index = indexPath(value);
        break;
      default:
        throw new CommandError(28811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  const path = spec.get('path');
  if (path === undefined) throw new CommandError(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string')
    throw new CommandError(
      28808,
      `expected a string as the path for $unwind stage, got ${typeOf(path)}`,
    );
  return { path: pathOf(path), isPreserving, index };
}

function pathOf(text: string): readonly string[] {
  if (!text.startsWith('$'))
    throw new CommandError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${text}`,
    );
  return fieldPath(text.slice(1));
}

function indexPath(value: Value): readonly string[] {
  if (typeof value !== 'string' || value === '')
    throw new CommandError(
      28810,
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${shown(value)}`,
    );
  if (value.startsWith('$'))
    throw new CommandError(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${value}`,
    );
  return fieldPath(value);
}

function unwound(doc: Doc, { path, isPreserving, index }: Unwinding): Doc[] {
  const value = at(doc, path);
  const indexed = (made: Doc, place: Value): Doc => (index ? withField(made, index, place) : made);
  if (value === undefined || value === null || (isArray(value) && value.length === 0)) {
    if (!isPreserving) return [];
    // An array without elements is taken away.
    const kept = value !== undefined && isArray(value) ? withField(doc, path, undefined) : doc;
    return [indexed(kept, null)];
  }
  if (!isArray(value)) return [indexed(doc, null)];
  return value.map((each, place) => indexed(withField(doc, path, each), long(place)));
}

/** Arrays on the way are not gone into. */
function at(doc: Doc, path: readonly string[]): Element {
  let value: Element = doc;
  for (const name of path)
    value = value !== undefined && isDoc(value) ? value.get(name) : undefined;
  return value;
}
