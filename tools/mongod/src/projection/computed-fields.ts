import { CommandError } from '../error';
import { type Environment, fieldPath, parseExpression } from '../expression';
import { type Doc, isDoc, shown, type Value } from '../values';
import { FieldTree } from './fields';
import type { Projection } from './parse';

/**
 * Fields beside those of a document, as `$addFields` puts them (manual, "$addFields"): at their place where they
 * were, else last.
 *
 * @throws CommandError if two of the paths are in each other's way, or an expression is none
 */
export function parseComputedFields(spec: Doc, environment: Environment): Projection {
  const tree = new FieldTree('exclusion');
  const seen: string[] = [];
  const add = (path: readonly string[], value: Value): void => {
    const text = path.join('.');
    const other = seen.find(
      (each) => each === text || each.startsWith(`${text}.`) || text.startsWith(`${each}.`),
    );
    if (other !== undefined)
      throw new CommandError(
        40176,
        `specification contains two conflicting paths. Cannot specify both '${text}' and '${other}': ${shown(spec)}`,
      );
    seen.push(text);
    tree.addComputed(path, parseExpression(value, environment));
  };
  for (const [name, value] of spec) addEach(fieldPath(name), value, spec, add);
  return (doc) => tree.applyTo(doc);
}

/** A document stands for its fields, unless it is an operator. */
function addEach(
  path: readonly string[],
  value: Value,
  spec: Doc,
  add: (path: readonly string[], value: Value) => void,
): void {
  if (!isDoc(value) || value.size === 0 || isOperator(value)) {
    add(path, value);
    return;
  }
  for (const [name, each] of value) {
    if (name.startsWith('$'))
      throw new CommandError(
        40181,
        `an expression specification must contain exactly one field, the name of the expression. Found ${value.size} fields in ${shown(value)}, while parsing object ${shown(spec)}`,
      );
    if (name.includes('.'))
      throw new CommandError(
        40183,
        `cannot use dotted field name '${name}' in a sub object: ${shown(spec)}`,
      );
    addEach([...path, ...fieldPath(name)], each, spec, add);
  }
}

function isOperator(value: Doc): boolean {
  return value.size === 1 && [...value.keys()][0]!.startsWith('$');
}
