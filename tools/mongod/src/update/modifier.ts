import { CommandError } from '../error';
import { type Doc, shown, type Value } from '../values';
import { canHave } from './child';

/** What an update knows of the document that it changes, and of its time. */
export interface Occasion {
  /** As it was before. */
  readonly document: Doc;
  /** The place in an array that the filter met: what `$` stands for. */
  readonly matched: number | undefined;
  /** The document is made by an upsert. */
  readonly isInsert: boolean;
  readonly now: () => Date;
}

/** Where a modifier works. */
export interface Place {
  readonly path: readonly string[];
  /** So many names of the path lead to something that is there: all of them, or fewer. */
  readonly depth: number;
  /** What the last of them leads to. */
  readonly reached: Value;
  readonly occasion: Occasion;
}

/** The field goes; an element of an array becomes null. */
export const REMOVED = Symbol('removed');

/** An operator with its operand, at one path. */
export interface Modifier {
  /** @returns what becomes of `value`; `value` itself if nothing does */
  change(value: Value, place: Place): Value | typeof REMOVED;
  /** @returns what is made where nothing is; undefined if that is nothing */
  make(place: Place): Value | undefined;
}

/** Reads an operand. @param path that it stands at, as it was sent */
export type ModifierParser = (operand: Value, path: string) => Modifier;

/** @throws CommandError 28 if nothing can be at a path where nothing is: a number has no fields */
export function checkViable({ path, depth, reached }: Place): void {
  if (canHave(reached, path[depth]!)) return;
  const [taken, rest] = [path.slice(0, depth), path.slice(depth)];
  throw new CommandError(
    'PathNotViable',
    `Cannot use the part (${rest[0]}) of (${taken.join('.')}.${rest.join('.')}) to traverse the element ({${element(taken, reached)}})`,
  );
}

/** As messages name what stands at a path: `b: 5`. */
export function element(path: readonly string[], value: Value): string {
  return `${path.at(-1)}: ${shown(value)}`;
}

/** As messages name a document: `_id: 5`. */
export function identity(document: Doc): string {
  const id = document.get('_id');
  return id === undefined ? 'no id' : `_id: ${shown(id)}`;
}
