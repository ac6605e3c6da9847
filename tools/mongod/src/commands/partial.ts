import { BSONRegExp } from 'bson';
import { CommandError } from '../error';
import { type Filter, isOperatorDoc, parseFilter } from '../query';
import { type Doc, doc, isArray, isDoc, shown, type Value } from '../values';

const OPERATORS: ReadonlySet<string> = new Set([
  ...['$eq', '$lt', '$lte', '$gt', '$gte', '$in', '$exists', '$type'],
]);
const DEEPEST = 4;

/**
 * The filter of a partial index (manual, "Partial Indexes").
 *
 * @throws CommandError 67 if it has an operator that no such index takes
 */
export function parsePartial(filter: Doc): Filter {
  const parsed = parseFilter(filter, () => {
    throw new CommandError('QueryFeatureNotAllowed', '$expr is not allowed in this context');
  });
  check(filter, 1);
  return parsed;
}

function check(filter: Doc, depth: number): void {
  if (depth > DEEPEST) throw cannot(`partialFilterExpression depth may not exceed ${DEEPEST}`);
  for (const [name, value] of filter) {
    if (name === '$and' || name === '$or') {
      if (isArray(value)) for (const each of value) if (isDoc(each)) check(each, depth + 1);
    } else if (!isTaken(name, value))
      throw cannot(`Expression not supported in partial index: ${shown(doc({ [name]: value }))}`);
  }
}

function isTaken(name: string, value: Value): boolean {
  if (name.startsWith('$')) return name === '$comment';
  if (!isOperatorDoc(value)) return !(value instanceof BSONRegExp);
  return [...value].every(
    ([operator, operand]) =>
      OPERATORS.has(operator) && !(operator === '$exists' && operand === false),
  );
}

function cannot(text: string): CommandError {
  return new CommandError('CannotCreateIndex', text);
}
