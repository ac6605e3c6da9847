import { CommandError } from '../error';
import type { ArrayFilters } from './array-filters';
import type { Modifier } from './modifier';
import type { ElementsNode, FieldsNode } from './node';
import { identifierIn, POSITIONAL } from './path';

/** Puts the modifiers of an update together, of which no two may change the same. */
export class UpdateTree {
  readonly root: FieldsNode = { kind: 'fields', children: new Map() };
  /** The identifiers of array filters that paths have named. */
  readonly identifiers = new Set<string>();
  #isPositional = false;

  constructor(private readonly arrayFilters: ArrayFilters) {}

  /** Whether `$` stands in a path. */
  get isPositional(): boolean {
    return this.#isPositional;
  }

  /** @throws CommandError 40 if the path, or one above or below it, has a modifier */
  add(path: readonly string[], modifier: Modifier): void {
    if (path.includes(POSITIONAL)) this.#isPositional = true;
    let node: FieldsNode | ElementsNode = this.root;
    for (const [at, name] of path.slice(0, -1).entries())
      node = this.#below(node, this.#childName(name, at, path), path, at);
    const last = this.#childName(path.at(-1)!, path.length - 1, path);
    if (node.children.has(last)) throw conflict(path, path.length);
    node.children.set(last, { kind: 'modifier', modifier });
  }

  #below(
    { children }: FieldsNode | ElementsNode,
    name: string,
    path: readonly string[],
    at: number,
  ): FieldsNode | ElementsNode {
    const kind = identifierIn(path[at + 1]!) === undefined ? 'fields' : 'elements';
    const there = children.get(name);
    if (!there) {
      const made: FieldsNode | ElementsNode = { kind, children: new Map() };
      children.set(name, made);
      return made;
    }
    if (there.kind !== kind) throw conflict(path, at + 1);
    return there;
  }

  #childName(name: string, at: number, path: readonly string[]): string {
    const identifier = identifierIn(name);
    if (identifier === undefined) return name;
    if (at === 0)
      throw new CommandError(
        'BadValue',
        `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path.join('.')}'`,
      );
    if (identifier !== '' && !this.arrayFilters.has(identifier))
      throw new CommandError(
        'BadValue',
        `No array filter found for identifier '${identifier}' in path '${path.join('.')}'`,
      );
    this.identifiers.add(identifier);
    return identifier;
  }
}

function conflict(path: readonly string[], size: number): CommandError {
  return new CommandError(
    'ConflictingUpdateOperators',
    `Updating the path '${path.join('.')}' would create a conflict at '${path.slice(0, size).join('.')}'`,
  );
}
