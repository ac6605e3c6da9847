import type { Clock } from '@workbook/clock';
import { expressionsOf } from '../aggregation';
import { type Environment, variablesOf } from '../expression';
import type { Element, ExpressionParser } from '../query';
import type { Doc } from '../values';

export { expressionsOf };

/** What the expressions of a command know. @param variables what its `let` gives names to */
export function environmentOf(variables: Doc | undefined, clock: Clock): Environment {
  const now = new Date(clock.wall());
  return variablesOf(variables, { variables: new Map<string, Element>(), now });
}

/** Reads the aggregation expressions in a filter. */
export function expressions(variables: Doc | undefined, clock: Clock): ExpressionParser {
  return expressionsOf(environmentOf(variables, clock));
}
