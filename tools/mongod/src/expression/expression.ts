import type { Element } from '../query';
import type { Value } from '../values';
import type { Scope } from './scope';

/** A value worked out of a document; undefined where there is none, which is not null. */
export type Expression = (scope: Scope) => Element;

/**
 * Makes an expression of what stands for one: a constant, a path, an operator or a document of them.
 *
 * @param names variables that it knows, beyond those known where it stands
 */
export type Parse = (operand: Value, names?: readonly string[]) => Expression;

/** Makes an expression of `{ name: operand }`. @throws CommandError in the words of a mongod */
export type Operator = (operand: Value, parse: Parse, name: string) => Expression;

export type Operators = Readonly<Record<string, Operator>>;
