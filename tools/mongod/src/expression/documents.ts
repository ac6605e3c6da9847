import { CommandError } from '../error';
import type { Element } from '../query';
import { doc, type Doc, isArray, isDoc, shown, type Value } from '../values';
import type { Expression, Operator, Operators, Parse } from './expression';
import { isNullish, namedOperands, taking, typeName } from './operands';

function toArray([value]: readonly Element[]): Element {
  if (isNullish(value)) return null;
  if (!isDoc(value))
    throw new CommandError(
      40390,
      `$objectToArray requires a document input, found: ${typeName(value)}`,
    );
  return [...value].map(([k, v]) => doc({ k, v }));
}

function toDocument([value]: readonly Element[]): Element {
  if (isNullish(value)) return null;
  if (!isArray(value))
    throw new CommandError(
      40386,
      `$arrayToObject requires an array input, found: ${typeName(value)}`,
    );
  const [first] = value;
  if (first !== undefined && !isArray(first) && !isDoc(first))
    throw new CommandError(
      40398,
      `Unrecognised input type format for $arrayToObject: ${typeName(first)}`,
    );
  return new Map(value.map(isArray(first ?? null) ? pairOf : fieldOf));
}

const CONSISTENT =
  '$arrayToObject requires a consistent input format. Elements must all be arrays or all be objects.';

function pairOf(pair: Value): [string, Value] {
  if (!isArray(pair))
    throw new CommandError(40396, `${CONSISTENT} Array was detected, now found: ${typeName(pair)}`);
  const [name, value] = pair;
  if (name === undefined || value === undefined || pair.length !== 2)
    throw new CommandError(
      40397,
      `$arrayToObject requires an array of size 2 arrays,found array of size: ${pair.length}`,
    );
  if (typeof name === 'string') return [name, value];
  throw new CommandError(
    40395,
    `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${typeName(name)}`,
  );
}

function fieldOf(field: Value): [string, Value] {
  if (!isDoc(field))
    throw new CommandError(
      40391,
      `${CONSISTENT} Object was detected, now found: ${typeName(field)}`,
    );
  if (field.size !== 2)
    throw new CommandError(
      40392,
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${field.size}`,
    );
  const [name, value] = [field.get('k'), field.get('v')];
  if (name === undefined || value === undefined)
    throw new CommandError(
      40393,
      `$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys from: ${shown(field)}`,
    );
  if (typeof name === 'string') return [name, value];
  throw new CommandError(
    40394,
    `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(name)}`,
  );
}

const getField: Operator = (operand, parse) => {
  const operands = isNamed(operand)
    ? namedOperands(operand, ['field', 'input'], {
        unknown: [3041701, '$getField found an unknown argument: '],
        missing: {
          field: [3041702, "$getField requires 'field' to be specified"],
          input: [3041703, "$getField requires 'input' to be specified"],
        },
      })
    : doc({ field: operand, input: '$$CURRENT' });
  const name = nameOf(operands, parse, '$getField', [5654601, 5654602]);
  const input = parse(operands.get('input')!);
  return (scope) => {
    const value = input(scope);
    if (value === null) return null;
    return value !== undefined && isDoc(value) ? value.get(name) : undefined;
  };
};

function isNamed(operand: Value): operand is Doc {
  return isDoc(operand) && ![...operand.keys()].some((name) => name.startsWith('$'));
}

/** The name has to be a constant, as `$literal` makes one of `$price`. */
function nameOf(
  operands: Doc,
  parse: Parse,
  operator: string,
  [code, codeOfPath]: readonly [number, number],
): string {
  const field = operands.get('field')!;
  if (typeof field === 'string' && field.startsWith('$'))
    throw new CommandError(
      codeOfPath,
      `A field path reference which is not allowed in this context. Did you mean {$literal: '${field}'}?`,
    );
  const literal = isDoc(field) ? (field.get('$literal') ?? field.get('$const')) : field;
  if (typeof literal === 'string') return literal;
  throw new CommandError(
    code,
    `${operator} requires 'field' to evaluate to a constant String, but got ${typeName(literal)}`,
  );
}

/** @param valueOf what the field is to have; nothing takes it away */
function setter(operands: Doc, parse: Parse, operator: string, valueOf: Expression): Expression {
  const name = nameOf(operands, parse, operator, [4161107, 4161108]);
  const input = parse(operands.get('input')!);
  return (scope) => {
    const target = input(scope);
    if (isNullish(target)) return null;
    if (!isDoc(target))
      throw new CommandError(4161105, `${operator} requires 'input' to evaluate to type Object`);
    const value = valueOf(scope);
    const made = new Map(target);
    if (value === undefined) made.delete(name);
    else made.set(name, value);
    return made;
  };
}

const setField: Operator = (operand, parse, name) => {
  const operands = namedOperands(operand, ['field', 'input', 'value'], {
    noDocument: [4161100, `${name} only supports an object as its argument`],
    unknown: [4161101, `${name} found an unknown argument: `],
    missing: {
      field: [4161102, `${name} requires 'field' to be specified`],
      value: [4161103, `${name} requires 'value' to be specified`],
      input: [4161109, `${name} requires 'input' to be specified`],
    },
  });
  return setter(operands, parse, name, parse(operands.get('value')!));
};

const unsetField: Operator = (operand, parse, name) => {
  const operands = namedOperands(operand, ['field', 'input'], {
    noDocument: [4161100, `${name} only supports an object as its argument`],
    unknown: [4161101, `${name} found an unknown argument: `],
    missing: {
      field: [4161102, `${name} requires 'field' to be specified`],
      input: [4161109, `${name} requires 'input' to be specified`],
    },
  });
  return setter(operands, parse, name, () => undefined);
};

/** Documents as values (manual, "Object Expression Operators"). */
export const documents: Operators = {
  $objectToArray: taking(1, toArray),
  $arrayToObject: taking(1, toDocument),
  $getField: getField,
  $setField: setField,
  $unsetField: unsetField,
};
