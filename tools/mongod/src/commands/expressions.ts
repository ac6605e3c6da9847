import type { Clock } from '@workbook/clock';
import { expressionsOf, filterOf } from '../aggregation';
import { type Environment, variablesOf } from '../expression';
import type { Element, ExpressionParser } from '../query';
import { type Collation, type Doc, SIMPLE } from '../values';

export { expressionsOf, filterOf };

/** What the expressions of a command know. @param variables what its `let` gives names to */
export function environmentOf(
  variables: Doc | undefined,
  clock: Clock,
  collation: Collation = SIMPLE,
): Environment {
  const now = new Date(clock.wall());
  return variablesOf(variables, { variables: new Map<string, Element>(), now, collation });
}

/** Reads the aggregation expressions in a filter. */
export function expressions(variables: Doc | undefined, clock: Clock): ExpressionParser {
  return expressionsOf(environmentOf(variables, clock));
}
