import { CommandError } from '../error';
import { type Doc, isDoc, shown, typeOf, type Value } from '../values';
import { addToSet } from './add-to-set';
import { Application } from './apply';
import { inc, mul } from './arithmetic';
import type { ArrayFilters } from './array-filters';
import { bit } from './bit';
import { currentDate } from './current-date';
import { max, min } from './extreme';
import type { ModifierParser } from './modifier';
import { pathOf } from './path';
import { pop } from './pop';
import { pull, pullAll } from './pull';
import { push } from './push';
import { destinationOf, renamedFrom, renamedTo } from './rename';
import { set, setOnInsert, unset } from './set';
import { UpdateTree } from './tree';
import type { Update } from './update';

const RENAME = '$rename';

/** All others (manual, "Update Operators"). */
const MODIFIERS: Readonly<Record<string, ModifierParser>> = {
  $set: set,
  $setOnInsert: setOnInsert,
  $unset: unset,
  $inc: inc,
  $mul: mul,
  $min: min,
  $max: max,
  $bit: bit,
  $currentDate: currentDate,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};

/** An update by operators. @throws CommandError in the words of a mongod, if it is none */
export function parseOperators(update: Doc, arrayFilters: ArrayFilters): Update {
  const tree = new UpdateTree(arrayFilters);
  for (const [name, operands] of update)
    for (const [path, operand] of operandsOf(name, operands)) addTo(tree, name, path, operand);
  for (const id of arrayFilters.keys())
    if (!tree.identifiers.has(id))
      throw new CommandError(
        'FailedToParse',
        `The array filter for identifier '${id}' was not used in the update ${shown(update)}`,
      );
  const application = new Application(tree.root, arrayFilters);
  return {
    kind: 'operators',
    needsMatch: tree.isPositional,
    apply: (occasion) => application.to(occasion),
  };
}

function operandsOf(name: string, operands: Value): Doc {
  if (name !== RENAME && !Object.hasOwn(MODIFIERS, name))
    throw new CommandError(
      'FailedToParse',
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  if (isDoc(operands)) return operands;
  throw new CommandError(
    'FailedToParse',
    `Modifiers operate on fields but we found type ${typeOf(operands)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${shown(operands)}}`,
  );
}

function addTo(tree: UpdateTree, name: string, dotted: string, operand: Value): void {
  const path = pathOf(dotted);
  if (name === RENAME) {
    tree.add(path, renamedFrom(path));
    const to = destinationOf(path, operand);
    tree.add(to, renamedTo(path, to));
  } else {
    tree.add(path, MODIFIERS[name]!(operand, dotted));
  }
}
