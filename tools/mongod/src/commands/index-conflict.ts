import { CommandError } from '../error';
import type { IndexSpec } from '../storage';
import { equal, shown, type Value } from '../values';

/**
 * Whether an index is there already, under its name and with all that was asked for.
 *
 * @throws CommandError 85 or 86 if one that is there stands against it
 */
export function isThere(asked: IndexSpec, there: readonly IndexSpec[]): boolean {
  const both = (found: IndexSpec): string =>
    `Requested index: ${specText(asked)}, existing index: ${specText(found)}`;
  const namesake = there.find(({ name }) => name === asked.name);
  if (namesake) {
    if (!isEquivalent(asked, namesake))
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${both(namesake)}`,
      );
    if (!isIdentical(asked, namesake))
      throw new CommandError(
        'IndexOptionsConflict',
        `An equivalent index already exists with the same name but different options. ${both(namesake)}`,
      );
    return true;
  }
  const other = there.find((each) => isEquivalent(asked, each));
  if (!other) return false;
  throw new CommandError(
    'IndexOptionsConflict',
    isIdentical(asked, other)
      ? `Index already exists with a different name: ${other.name}`
      : `An equivalent index already exists with a different name and options. ${both(other)}`,
  );
}

/** A specification as messages show it: in another order than that of listIndexes. */
export function specText({ told }: IndexSpec): string {
  const first = ['v', 'unique', 'key', 'name'].filter((name) => told.has(name));
  const fields = first.map((name): [string, Value] => [name, told.get(name)!]);
  return shown(new Map([...fields, ...told]));
}

/** They are one index, by what tells indexes apart. */
function isEquivalent(one: IndexSpec, other: IndexSpec): boolean {
  const [filter, otherFilter] = [one, other].map(
    ({ told }) => told.get('partialFilterExpression') ?? null,
  );
  return (
    equal(one.key, other.key) &&
    equal(filter!, otherFilter!) &&
    one.isUnique === other.isUnique &&
    one.isSparse === other.isSparse
  );
}

function isIdentical(one: IndexSpec, other: IndexSpec): boolean {
  return one.expireAfterSeconds === other.expireAfterSeconds;
}
