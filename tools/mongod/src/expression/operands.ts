import { CommandError } from '../error';
import type { Element } from '../query';
import { type Doc, isArray, isDoc, typeOf, type Value } from '../values';
import type { Expression, Operator, Parse } from './expression';

/** Whether it is null or nothing. */
export function isNullish(value: Element): value is null | undefined {
  return value === undefined || value === null;
}

/** The name of a value's type as messages have it. */
export function typeName(value: Element): string {
  return value === undefined ? 'missing' : typeOf(value);
}

/** The operands of an operator: those in a list, or the only one. */
export function operandsOf(operand: Value, parse: Parse): Expression[] {
  return isArray(operand) ? operand.map((each) => parse(each)) : [parse(operand)];
}

/** An operator with any number of operands, which are all worked out first. */
export function ofAll(work: (values: readonly Element[], name: string) => Element): Operator {
  return (operand, parse, name) => {
    const operands = operandsOf(operand, parse);
    return (scope) =>
      work(
        operands.map((each) => each(scope)),
        name,
      );
  };
}

/** An operator with so many operands, which are all worked out first. */
export function taking(
  least: number,
  work: (values: readonly Element[], name: string) => Element,
  most = least,
): Operator {
  return (operand, parse, name) => {
    checkCount(name, isArray(operand) ? operand.length : 1, least, most);
    return ofAll(work)(operand, parse, name);
  };
}

/** @throws CommandError 16020 or 28667 */
export function checkCount(name: string, count: number, least: number, most: number): void {
  if (count >= least && count <= most) return;
  if (least === most)
    throw new CommandError(
      16020,
      `Expression ${name} takes exactly ${least} arguments. ${count} were passed in.`,
    );
  throw new CommandError(
    28667,
    `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${count} were passed in.`,
  );
}

/** What is said of a document with operands by their names: each thing with its code. */
export interface NamedErrors {
  /** It is no document; not needed where it is known to be one. */
  readonly noDocument?: [code: number, text: string];
  /** There is one that the operator does not know; its name comes after the text. */
  readonly unknown: [code: number, text: string];
  /** One that has to be there is not. */
  readonly missing: Readonly<Record<string, [code: number, text: string]>>;
}

/** The operands of an operator that has names for them. @param known those that may be there */
export function namedOperands(operand: Value, known: readonly string[], errors: NamedErrors): Doc {
  if (!isDoc(operand)) throw new CommandError(...errors.noDocument!);
  for (const name of operand.keys())
    if (!known.includes(name))
      throw new CommandError(errors.unknown[0], `${errors.unknown[1]}${name}`);
  for (const [name, error] of Object.entries(errors.missing))
    if (!operand.has(name)) throw new CommandError(...error);
  return operand;
}
