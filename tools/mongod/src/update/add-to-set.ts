import { CommandError } from '../error';
import { type Doc, isArray, isDoc, keyOf, shown, typeOf, type Value } from '../values';
import type { ModifierParser, Place } from './modifier';

/** Manual, "$addToSet". */
export const addToSet: ModifierParser = (operand) => {
  const [first] = isDoc(operand) ? operand.keys() : [];
  const candidates = first === '$each' ? eachOf(operand as Doc) : [operand];
  const additions = (array: readonly Value[]): Value[] => {
    const keys = new Set(array.map((each) => keyOf(each)));
    return candidates.filter((value) => {
      const key = keyOf(value);
      return !keys.has(key) && keys.add(key);
    });
  };
  return {
    change(value, { path }: Place) {
      if (!isArray(value))
        throw new CommandError(
          'BadValue',
          `Cannot apply $addToSet to non-array field. Field named '${path.at(-1)}' has non-array type ${typeOf(value)}`,
        );
      const added = additions(value);
      return added.length > 0 ? [...value, ...added] : value;
    },
    make: () => additions([]),
  };
};

function eachOf(operand: Doc): readonly Value[] {
  const each = operand.get('$each')!;
  if (!isArray(each))
    throw new CommandError(
      'TypeMismatch',
      `The argument to $each in $addToSet must be an array but it was of type ${typeOf(each)}`,
    );
  if (operand.size > 1)
    throw new CommandError(
      'BadValue',
      `Found unexpected fields after $each in $addToSet: ${shown(operand)}`,
    );
  return each;
}
