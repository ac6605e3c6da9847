import { CommandError, notHere } from '../../error';
import {
  type Accumulator,
  ACCUMULATORS,
  chosen,
  countOf,
  type Environment,
  parseExpression,
  refuseCollated,
} from '../../expression';
import { type Element, parseSort } from '../../query';
import { type Doc, doc, int, isArray, isDoc, keyOf, shown, type Value } from '../../values';
import type { StageParser } from '../stage';

/** Takes document after document, and makes one value of them. */
interface Gatherer {
  add(document: Doc): void;
  /** @param key the group's `_id` */
  result(key: Value): Element;
}

type Expression = (document: Doc) => Element;

/** Documents with one `_id` become one (manual, "$group"). */
export const group: StageParser = (spec, { environment }) => {
  if (!isDoc(spec))
    throw new CommandError(15947, "a group's fields must be specified in an object");
  const id = spec.get('_id');
  if (id === undefined) throw new CommandError(15955, 'a group specification must include an _id');
  const keyExpression = parseExpression(id, environment);
  const fields = [...spec]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => [name, gathererOf(name, value, environment)] as const);
  return (docs) => {
    const groups = new Map<string, { key: Value; gatherers: Gatherer[] }>();
    for (const each of docs) {
      const key = keyExpression(each) ?? null;
      const text = keyOf(key, environment.collation.representative);
      let found = groups.get(text);
      if (!found) groups.set(text, (found = { key, gatherers: fields.map(([, make]) => make()) }));
      for (const gatherer of found.gatherers) gatherer.add(each);
    }
    return [...groups.values()].map(({ key, gatherers }) => {
      const made = new Map<string, Value>([['_id', key]]);
      gatherers.forEach((gatherer, at) => made.set(fields[at]![0], gatherer.result(key) ?? null));
      return made;
    });
  };
};

/** Those of a mongod 7.0 that are not here. */
const NOT_HERE: ReadonlySet<string> = new Set(['$accumulator', '$median', '$percentile']);

function gathererOf(name: string, value: Value, environment: Environment): () => Gatherer {
  const [operator] = isDoc(value) ? value.keys() : [];
  if (!isDoc(value) || !operator?.startsWith('$'))
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  if (name.includes('.'))
    throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$'))
    throw new CommandError(40236, `The field name '${name}' cannot be an operator name`);
  if (value.size !== 1)
    throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
  const operand = value.get(operator)!;
  refuseCollated(operator, environment.collation);
  if (operator === '$count') return counting(operand);
  if (Object.hasOwn(SOME, operator)) return gatheringSome(operator, operand, environment);
  if (NOT_HERE.has(operator)) throw notHere(operator);
  if (!Object.hasOwn(ACCUMULATORS, operator))
    throw new CommandError(15952, `unknown group operator '${operator}'`);
  if (isArray(operand))
    throw new CommandError(40237, `The ${operator} accumulator is a unary operator`);
  const expression = parseExpression(operand, environment);
  return () => gathering(ACCUMULATORS[operator]!(), expression);
}

function gathering(accumulator: Accumulator, expression: Expression): Gatherer {
  return {
    add: (document) => accumulator.add(expression(document)),
    result: () => accumulator.result,
  };
}

function counting(operand: Value): () => Gatherer {
  if (!isDoc(operand) || operand.size > 0)
    throw new CommandError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
  return () => {
    let count = 0;
    return { add: () => count++, result: () => int(count) };
  };
}

/** Accumulators of more than one value, or by an order of their own; which of their operands they need. */
const SOME: Readonly<Record<string, readonly string[]>> = {
  $firstN: ['input', 'n'],
  $lastN: ['input', 'n'],
  $minN: ['input', 'n'],
  $maxN: ['input', 'n'],
  $top: ['sortBy', 'output'],
  $bottom: ['sortBy', 'output'],
  $topN: ['sortBy', 'output', 'n'],
  $bottomN: ['sortBy', 'output', 'n'],
};

function gatheringSome(name: string, operand: Value, environment: Environment): () => Gatherer {
  const needed = SOME[name]!;
  if (!isDoc(operand))
    throw new CommandError(
      5787900,
      `specification must be an object; found ${name}: ${shown(operand)}`,
    );
  for (const field of operand.keys())
    if (!needed.includes(field))
      throw new CommandError(5787901, `Unknown argument for 'n' operator: ${field}`);
  for (const field of needed)
    if (!operand.has(field))
      throw new CommandError(
        field === 'n'
          ? 5787906
          : field === 'input'
            ? 5787907
            : field === 'sortBy'
              ? 5788005
              : 5788004,
        `Missing value for '${field}'`,
      );
  const value = parseExpression(
    operand.get(needed.includes('input') ? 'input' : 'output')!,
    environment,
  );
  // `n` is worked out of the group's `_id`.
  const count = parseExpression(operand.get('n') ?? int(1), environment);
  const sortBy = operand.get('sortBy');
  const order = sortBy === undefined ? undefined : parseSort(sortOf(sortBy), environment.collation);
  return () => {
    const documents: Doc[] = [];
    return {
      add: (document) => void documents.push(document),
      result: (key) => {
        const n = countOf(count(doc({ _id: key })));
        if (order) documents.sort(order);
        const values = documents.map((each) => value(each) ?? null);
        switch (name) {
          case '$top':
            return values[0];
          case '$bottom':
            return values.at(-1);
          case '$topN':
            return values.slice(0, n);
          case '$bottomN':
            return values.slice(-n);
          default:
            return chosen(name, values, n);
        }
      },
    };
  };
}

function sortOf(value: Value): Doc {
  if (isDoc(value)) return value;
  throw new CommandError(10065, `invalid parameter: expected an object (sortBy)`);
}
