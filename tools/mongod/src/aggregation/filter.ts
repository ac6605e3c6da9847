import { type Environment, holds, parseExpression } from '../expression';
import { type ExpressionParser, type Filter, parseFilter } from '../query';
import type { Doc } from '../values';

/** Reads the expressions in a filter: `$expr`. */
export function expressionsOf(environment: Environment): ExpressionParser {
  return (operand) => {
    const expression = parseExpression(operand, environment);
    return (doc) => holds(expression(doc));
  };
}

/** A filter among expressions: that of `$match`. */
export function filterOf(asked: Doc, environment: Environment): Filter {
  return parseFilter(asked, expressionsOf(environment), environment.collation);
}
