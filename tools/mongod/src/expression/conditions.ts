import { CommandError } from '../error';
import type { Element } from '../query';
import { compare, int, isArray, isDoc, isTrue, type Value } from '../values';
import type { Expression, Operator, Operators } from './expression';
import { checkCount, namedOperands, operandsOf, taking, typeName } from './operands';

/** Whether what an expression came to counts as true: nothing, null, false and zero do not. */
export function holds(value: Element): boolean {
  return value !== undefined && isTrue(value);
}

/** As values are ordered; what is not there comes before null, and after MinKey. */
export function compareElements(one: Element, other: Element): number {
  if (one === undefined && other === undefined) return 0;
  if (one === undefined) return isMinKey(other!) ? 1 : -1;
  if (other === undefined) return isMinKey(one) ? -1 : 1;
  return compare(one, other);
}

function isMinKey(value: Value): boolean {
  return (
    value !== null &&
    typeof value === 'object' &&
    '_bsontype' in value &&
    value._bsontype === 'MinKey'
  );
}

const compared = (isTrueFor: (order: number) => boolean): Operator =>
  taking(2, ([one, other]) => isTrueFor(compareElements(one, other)));

/** Stops at the first that decides. */
const joined =
  (decisive: boolean): Operator =>
  (operand, parse) => {
    const all = operandsOf(operand, parse);
    return (scope) => {
      const isDecided = all.some((each) => holds(each(scope)) === decisive);
      return isDecided === decisive;
    };
  };

const cond: Operator = (operand, parse, name) => {
  const [condition, then, otherwise] = branches(operand, name).map((each) => parse(each));
  return (scope) => (holds(condition!(scope)) ? then!(scope) : otherwise!(scope));
};

function branches(operand: Value, name: string): readonly Value[] {
  if (!isDoc(operand)) {
    const operands = isArray(operand) ? operand : [operand];
    checkCount(name, operands.length, 3, 3);
    return operands;
  }
  const {
    if: condition,
    then,
    else: otherwise,
  } = Object.fromEntries(
    namedOperands(operand, ['if', 'then', 'else'], {
      unknown: [17083, 'Unrecognized parameter to $cond: '],
      missing: {
        if: [17080, "Missing 'if' parameter to $cond"],
        then: [17081, "Missing 'then' parameter to $cond"],
        else: [17082, "Missing 'else' parameter to $cond"],
      },
    }),
  );
  return [condition!, then!, otherwise!];
}

const ifNull: Operator = (operand, parse) => {
  const all = operandsOf(operand, parse);
  if (all.length < 2)
    throw new CommandError(1257300, `$ifNull needs at least two arguments, had: ${all.length}`);
  return (scope) => {
    let value: Element;
    for (const each of all) {
      value = each(scope);
      if (value !== undefined && value !== null) return value;
    }
    return value;
  };
};

const choice: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['branches', 'default'], {
    noDocument: [40060, `$switch requires an object as an argument, found: ${typeName(operand)}`],
    unknown: [40067, '$switch found an unknown argument: '],
    missing: {},
  });
  const list = operands.get('branches') ?? [];
  if (!isArray(list))
    throw new CommandError(
      40061,
      `$switch expected an array for 'branches', found: ${typeName(list)}`,
    );
  if (list.length === 0) throw new CommandError(40068, '$switch requires at least one branch.');
  const all = list.map((each): [Expression, Expression] => {
    const branch = namedOperands(each, ['case', 'then'], {
      noDocument: [40062, `$switch expected each branch to be an object, found: ${typeName(each)}`],
      unknown: [40063, '$switch found an unknown argument to a branch: '],
      missing: {
        case: [40064, "$switch requires each branch have a 'case' expression"],
        then: [40065, "$switch requires each branch have a 'then' expression."],
      },
    });
    return [parse(branch.get('case')!), parse(branch.get('then')!)];
  });
  const otherwise = operands.has('default') ? parse(operands.get('default')!) : undefined;
  return (scope) => {
    const taken = all.find(([condition]) => holds(condition(scope)));
    if (taken) return taken[1](scope);
    if (otherwise) return otherwise(scope);
    throw new CommandError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
};

/** Comparisons, and what goes by them (manual, "Comparison Expression Operators", "Conditional Expression Operators"). */
export const conditions: Operators = {
  $eq: compared((order) => order === 0),
  $ne: compared((order) => order !== 0),
  $gt: compared((order) => order > 0),
  $gte: compared((order) => order >= 0),
  $lt: compared((order) => order < 0),
  $lte: compared((order) => order <= 0),
  $cmp: taking(2, ([one, other]) => int(Math.sign(compareElements(one, other)))),
  $and: joined(false),
  $or: joined(true),
  $not: taking(1, ([value]) => !holds(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: choice,
};
