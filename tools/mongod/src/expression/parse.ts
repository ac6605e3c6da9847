import { CommandError, notHere } from '../error';
import type { Element } from '../query';
import { type Collation, type Doc, isArray, isDoc, shown, type Value } from '../values';
import type { Expression, Operators } from './expression';
import { fieldPath, valueAt } from './field-path';
import { accumulating } from './accumulating';
import { arithmetic } from './arithmetic';
import { arrays } from './arrays';
import { bits } from './bits';
import { refuseCollated } from './collated';
import { conditions } from './conditions';
import { conversions } from './conversions';
import { dates } from './dates';
import { documents } from './documents';
import { loops } from './loops';
import { math } from './math';
import { sets } from './sets';
import { strings } from './strings';
import { regexes } from './regexes';
import { Scope, SYSTEM_VARIABLES, type Environment } from './scope';

const OPERATORS: Operators = {
  ...accumulating,
  ...arithmetic,
  ...arrays,
  ...bits,
  ...conditions,
  ...conversions,
  ...dates,
  ...documents,
  ...loops,
  ...math,
  ...regexes,
  ...sets,
  ...strings,
};

/** Those of a mongod 7.0 that are not here (manual, "Aggregation Operators"). */
const NOT_HERE: ReadonlySet<string> = new Set([
  ...['$function', '$meta', '$toHashedIndexKey', '$median', '$percentile', '$sampleRate'],
]);

/** Whether there is an operator of this name, here or in a mongod. */
export function isOperator(name: string): boolean {
  return Object.hasOwn(OPERATORS, name) || NOT_HERE.has(name);
}

/**
 * Makes an aggregation expression a function of a document (manual, "Aggregation Expressions").
 *
 * @returns what it comes to; undefined where that is nothing
 * @throws CommandError in the words of a mongod, if it is none
 */
export function parseExpression(operand: Value, environment: Environment): (doc: Doc) => Element {
  const names = [...SYSTEM_VARIABLES, ...environment.variables.keys()];
  const expression = parser(names, environment.collation)(operand);
  return (doc) => expression(Scope.of(doc, environment));
}

/** The values that `let` gives to names. @throws CommandError if one of these is none */
export function variablesOf(
  fields: Doc | undefined,
  environment: Environment,
  doc: Doc = new Map<string, Value>(),
): Environment {
  const variables = new Map(environment.variables);
  for (const [name, value] of fields ?? []) {
    checkVariable(name);
    variables.set(name, parseExpression(value, environment)(doc));
  }
  return { ...environment, variables };
}

function parser(
  names: readonly string[],
  collation: Collation,
): (operand: Value, more?: readonly string[]) => Expression {
  return (operand, more = []) => {
    more.forEach(checkVariable);
    const known = more.length > 0 ? [...names, ...more] : names;
    return parsed(operand, known, collation);
  };
}

function parsed(operand: Value, names: readonly string[], collation: Collation): Expression {
  if (typeof operand === 'string' && operand.startsWith('$')) return reference(operand, names);
  const parse = parser(names, collation);
  if (isArray(operand)) {
    const all = operand.map((each) => parse(each));
    return (scope) => all.map((each) => each(scope) ?? null);
  }
  if (!isDoc(operand)) return () => operand;
  const [first] = operand.keys();
  return first?.startsWith('$')
    ? operation(operand, names, collation)
    : documentOf(operand, names, collation);
}

/** `$field.path`, `$$variable.path` */
function reference(text: string, names: readonly string[]): Expression {
  if (text === '$') throw new CommandError(16872, "'$' by itself is not a valid FieldPath");
  if (!text.startsWith('$$')) {
    const path = fieldPath(text.slice(1));
    return (scope) => valueAt(scope.get('CURRENT'), path);
  }
  const [name, ...rest] = text.slice(2).split('.');
  checkName(name!);
  if (name === 'CLUSTER_TIME')
    throw new CommandError(51144, "Builtin variable '$$CLUSTER_TIME' is not available");
  if (!names.includes(name!)) throw new CommandError(17276, `Use of undefined variable: ${name!}`);
  const path = rest.length > 0 ? fieldPath(rest.join('.')) : [];
  return (scope) => valueAt(scope.get(name!), path);
}

function operation(operand: Doc, names: readonly string[], collation: Collation): Expression {
  if (operand.size !== 1)
    throw new CommandError(
      15983,
      `An object representing an expression must have exactly one field: ${shown(operand)}`,
    );
  const [[name, value]] = [...operand] as [[string, Value]];
  if (name === '$literal' || name === '$const') return () => value;
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  refuseCollated(name, collation);
  if (operator) return operator(value, parser(names, collation), name);
  if (NOT_HERE.has(name)) throw notHere(name);
  throw new CommandError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
}

/** A document of expressions; a field that comes to nothing is left out. */
function documentOf(fields: Doc, names: readonly string[], collation: Collation): Expression {
  const all = [...fields].map(([name, value]) => {
    if (name.includes('.'))
      throw new CommandError(
        16405,
        "FieldPath field names may not contain '.'. Consider using $getField or $setField.",
      );
    if (name.startsWith('$'))
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    return [name, parsed(value, names, collation)] as const;
  });
  return (scope) => {
    const made = new Map<string, Value>();
    for (const [name, expression] of all) {
      const value = expression(scope);
      if (value !== undefined) made.set(name, value);
    }
    return made;
  };
}

function checkName(name: string): void {
  if (name === '') throw new CommandError('FailedToParse', 'empty variable names are not allowed');
  if (!/^[A-Za-z\u0080-\uffff]/.test(name))
    throw new CommandError(
      'FailedToParse',
      `'${name}' starts with an invalid character for a variable name`,
    );
  const wrong = /[^A-Za-z0-9_\u0080-\uffff]/.exec(name);
  if (wrong)
    throw new CommandError(
      'FailedToParse',
      `'${name}' contains an invalid character for a variable name: '${wrong[0]}'`,
    );
}

/** Those that users name begin with a small letter. @throws CommandError 9 */
function checkVariable(name: string): void {
  if (name === 'CURRENT') return;
  if (name === '') throw new CommandError('FailedToParse', 'empty variable names are not allowed');
  if (!/^[a-z\u0080-\uffff]/.test(name))
    throw new CommandError(
      'FailedToParse',
      `'${name}' starts with an invalid character for a user variable name`,
    );
  const wrong = /[^A-Za-z0-9_\u0080-\uffff]/.exec(name);
  if (wrong)
    throw new CommandError(
      'FailedToParse',
      `'${name}' contains an invalid character for a variable name: '${wrong[0]}'`,
    );
}
