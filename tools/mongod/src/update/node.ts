import { CommandError } from '../error';
import type { Modifier } from './modifier';
import { compareNames, POSITIONAL } from './path';

/** All that an update does, by the paths at which it does it. */
export type Node = ModifierNode | FieldsNode | ElementsNode;

export interface ModifierNode {
  readonly kind: 'modifier';
  readonly modifier: Modifier;
}

/** Goes on in fields, or in elements of an array by their places. */
export interface FieldsNode {
  readonly kind: 'fields';
  /** By their names; `$` is the element that the filter met. */
  readonly children: Map<string, Node>;
}

/** Goes on in those elements of an array that array filters match. */
export interface ElementsNode {
  readonly kind: 'elements';
  /** By the filters' identifiers; '' is for all elements. */
  readonly children: Map<string, Node>;
}

/**
 * The children of a node in the order in which they are applied.
 *
 * @param matched what `$` stands for; undefined if the filter met no element
 * @throws CommandError 2 if it is needed and undefined, 40 if it is updated under its own name too
 */
export function childrenOf(
  { children }: FieldsNode,
  matched: number | undefined,
  path: readonly string[],
): [string, Node][] {
  const positional = children.get(POSITIONAL);
  if (!positional) return inOrder(children);
  if (matched === undefined)
    throw new CommandError(
      'BadValue',
      'The positional operator did not find the match needed from the query.',
    );
  const named = new Map(children);
  named.delete(POSITIONAL);
  const name = String(matched);
  const other = named.get(name);
  return inOrder(named.set(name, other ? merged(positional, other, [...path, name]) : positional));
}

function inOrder(children: Map<string, Node>): [string, Node][] {
  return [...children].sort(([one], [other]) => compareNames(one, other));
}

/** What two nodes do, at one path. @throws CommandError 40 if they change the same */
export function merged(one: Node, other: Node, path: readonly string[]): Node {
  if (one.kind === 'modifier' || one.kind !== other.kind)
    throw new CommandError(
      'ConflictingUpdateOperators',
      `Update created a conflict at '${path.join('.')}'`,
    );
  const children = new Map(one.children);
  for (const [name, child] of other.children) {
    const own = children.get(name);
    const shown = one.kind === 'elements' ? `$[${name}]` : name;
    children.set(name, own ? merged(own, child, [...path, shown]) : child);
  }
  return { kind: one.kind, children };
}
