import { CommandError } from '../error';
import { integerOf, isArray, isDoc, shown, type Value } from '../values';
import { holds } from './conditions';
import type { Operator, Operators } from './expression';
import { isNullish, namedOperands, typeName } from './operands';

/** `as` of `$filter` and `$map`. */
function nameOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? 'this' : '';
}

const filter: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['input', 'as', 'cond', 'limit'], {
    noDocument: [28646, '$filter only supports an object as its argument'],
    unknown: [28647, 'Unrecognized parameter to $filter: '],
    missing: {
      input: [28648, "Missing 'input' parameter to $filter"],
      cond: [28650, "Missing 'cond' parameter to $filter"],
    },
  });
  const input = parse(operands.get('input')!);
  const name = nameOf(operands.get('as'));
  const condition = parse(operands.get('cond')!, [name]);
  const limit = operands.has('limit') ? parse(operands.get('limit')!) : undefined;
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    if (!isArray(array))
      throw new CommandError(28651, `input to $filter must be an array not ${typeName(array)}`);
    const most = limit?.(scope) ?? null;
    const found = array.filter((each) => holds(condition(scope.with(name, each))));
    return most === null ? found : found.slice(0, limitOf(most));
  };
};

function limitOf(value: Value): number {
  const limit = integerOf(value);
  if (typeof limit !== 'bigint')
    throw new CommandError(
      327391,
      `$filter: limit must be represented as a 32-bit integral value: ${shown(value)}`,
    );
  if (limit < 1n) throw new CommandError(327392, `$filter: limit must be greater than 0: ${limit}`);
  return Number(limit);
}

const map: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['input', 'as', 'in'], {
    noDocument: [16878, '$map only supports an object as its argument'],
    unknown: [16879, 'Unrecognized parameter to $map: '],
    missing: {
      input: [16880, "Missing 'input' parameter to $map"],
      in: [16882, "Missing 'in' parameter to $map"],
    },
  });
  const input = parse(operands.get('input')!);
  const name = nameOf(operands.get('as'));
  const each = parse(operands.get('in')!, [name]);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    if (!isArray(array))
      throw new CommandError(16883, `input to $map must be an array not ${typeName(array)}`);
    return array.map((value) => each(scope.with(name, value)) ?? null);
  };
};

const reduce: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['input', 'initialValue', 'in'], {
    noDocument: [40075, `$reduce requires an object as an argument, found: ${typeName(operand)}`],
    unknown: [40076, '$reduce found an unknown argument: '],
    missing: {
      input: [40077, "$reduce requires 'input' to be specified"],
      initialValue: [40078, "$reduce requires 'initialValue' to be specified"],
      in: [40079, "$reduce requires 'in' to be specified"],
    },
  });
  const input = parse(operands.get('input')!);
  const initial = parse(operands.get('initialValue')!);
  const next = parse(operands.get('in')!, ['this', 'value']);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    if (!isArray(array))
      throw new CommandError(
        40080,
        `$reduce requires that 'input' be an array, found: ${shown(array)}`,
      );
    return array.reduce<ReturnType<typeof next>>(
      (value, each) => next(scope.with('this', each).with('value', value)),
      initial(scope),
    );
  };
};

const let_: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['vars', 'in'], {
    noDocument: [16874, '$let only supports an object as its argument'],
    unknown: [16875, 'Unrecognized parameter to $let: '],
    missing: {
      vars: [16876, "Missing 'vars' parameter to $let"],
      in: [16877, "Missing 'in' parameter to $let"],
    },
  });
  const vars = operands.get('vars')!;
  if (!isDoc(vars)) throw new CommandError(10065, `invalid parameter: expected an object (vars)`);
  const values = [...vars].map(([name, value]) => [name, parse(value)] as const);
  const result = parse(
    operands.get('in')!,
    values.map(([name]) => name),
  );
  return (outer) =>
    // The values know only what is outside.
    result(values.reduce((scope, [name, value]) => scope.with(name, value(outer)), outer));
};

/** Operators that give names to values (manual, "$filter", "$map", "$reduce", "$let"). */
export const loops: Operators = { $filter: filter, $map: map, $reduce: reduce, $let: let_ };
