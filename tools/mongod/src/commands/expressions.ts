import { notHere } from '../error';
import type { ExpressionParser } from '../query';
import type { Doc } from '../values';

/** Reads the aggregation expressions in a filter. @param variables what `let` gives names to */
export function expressions(variables: Doc | undefined): ExpressionParser {
  return () => {
    throw notHere(variables ? '$expr with let' : '$expr');
  };
}
