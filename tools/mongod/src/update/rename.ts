import { CommandError } from '../error';
import type { Element } from '../query';
import { type Doc, equal, isArray, shown, type Value } from '../values';
import { canHave, childOf } from './child';
import { element, identity, type Modifier, type Place, REMOVED } from './modifier';
import { isDynamic, pathOf } from './path';

/** The path that a field is renamed to. @throws CommandError 2 if it is none, or not another one */
export function destinationOf(from: readonly string[], operand: Value): readonly string[] {
  if (typeof operand !== 'string')
    throw new CommandError(
      'BadValue',
      `The 'to' field for $rename must be a string: ${from.join('.')}: ${shown(operand)}`,
    );
  const to = pathOf(operand);
  checkPaths(from, to);
  return to;
}

function checkPaths(from: readonly string[], to: readonly string[]): void {
  const both = `${from.join('.')}: ${shown(to.join('.'))}`;
  const isPrefix =
    from.every((name, at) => to[at] === name) || to.every((name, at) => from[at] === name);
  const wrong =
    from.join('.') === to.join('.')
      ? `The source and target field for $rename must differ: ${both}`
      : isPrefix
        ? `The source and target field for $rename must not be on the same path: ${both}`
        : isDynamic(from)
          ? `The source field for $rename may not be dynamic: ${from.join('.')}`
          : isDynamic(to)
            ? `The destination field for $rename may not be dynamic: ${to.join('.')}`
            : undefined;
  if (wrong !== undefined) throw new CommandError('BadValue', wrong);
}

/** What a `$rename` does where it starts (manual, "$rename"): the field goes. */
export function renamedFrom(from: readonly string[]): Modifier {
  return {
    change() {
      if (from[0] === '_id')
        throw new CommandError(
          'ImmutableField',
          `Unsetting the path '${from.join('.')}' using $rename would modify the immutable field '_id'`,
        );
      return REMOVED;
    },
    make({ path, depth, reached }: Place) {
      if (!canHave(reached, path[depth]!))
        throw new CommandError(
          'PathNotViable',
          `cannot use the part (${path[depth - 1]} of ${path.join('.')}) to traverse the element ({${element(path.slice(0, depth), reached)}})`,
        );
      return undefined;
    },
  };
}

/** What a `$rename` does where it ends: the field is set, if its source is there. */
export function renamedTo(from: readonly string[], to: readonly string[]): Modifier {
  const moved = ({ occasion }: Place): Element => {
    const { document } = occasion;
    const value = valueAt(document, from);
    if (value === undefined) return undefined;
    refuseArrays('source', from, document);
    refuseArrays('destination', to, document);
    return value;
  };
  return {
    change(value, place) {
      const source = moved(place);
      return source === undefined || equal(source, value) ? value : source;
    },
    make: moved,
  };
}

function valueAt(document: Doc, path: readonly string[]): Element {
  let at: Element = document;
  for (const name of path) at = at === undefined ? undefined : childOf(at, name);
  return at;
}

/** @throws CommandError 2 if `path` leads through an array */
function refuseArrays(end: 'source' | 'destination', path: readonly string[], document: Doc): void {
  for (let depth = path.length - 1; depth > 0; depth--) {
    const value = valueAt(document, path.slice(0, depth));
    if (value !== undefined && isArray(value))
      throw new CommandError(
        'BadValue',
        `The ${end} field cannot be an array element, '${path.join('.')}' in doc with ${identity(document)} has an array field called '${path[depth - 1]}'`,
      );
  }
}
