import { CommandError } from '../error';
import type { Element } from '../query';
import { type Doc, isArray, type Value } from '../values';
import type { ArrayFilters } from './array-filters';
import { canHave, Draft } from './child';
import { element, type Modifier, type Occasion, type Place, REMOVED } from './modifier';
import { childrenOf, type ElementsNode, type FieldsNode, merged, type Node } from './node';

type Outcome = Element | typeof REMOVED;

/** Applies the modifiers of an update to a document. */
export class Application {
  constructor(
    private readonly root: FieldsNode,
    private readonly arrayFilters: ArrayFilters,
  ) {}

  /** @returns the document itself if nothing changes */
  to(occasion: Occasion): Doc {
    const { document } = occasion;
    return this.#fields(this.root, document, {
      path: [],
      depth: 0,
      reached: document,
      occasion,
    }) as Doc;
  }

  #apply(node: Node, value: Element, place: Place): Outcome {
    switch (node.kind) {
      case 'modifier':
        return modified(node.modifier, value, place);
      case 'fields':
        return this.#fields(node, value, place);
      case 'elements':
        return this.#elements(node, value, place);
    }
  }

  #fields(node: FieldsNode, value: Element, place: Place): Element {
    const { path, occasion } = place;
    const draft = new Draft(value);
    for (const [name, child] of childrenOf(node, occasion.matched, path)) {
      const here = draft.value === undefined ? place : reachedBy(place, draft.value);
      const before = draft.child(name);
      const after = this.#apply(child, before, below(here, name, before));
      if (after !== before) change(draft, name, after!, path);
    }
    return draft.value;
  }

  #elements(node: ElementsNode, value: Element, place: Place): Value {
    const { path } = place;
    if (value === undefined)
      throw new CommandError(
        'BadValue',
        `The path '${path.join('.')}' must exist in the document in order to apply array updates.`,
      );
    if (!isArray(value))
      throw new CommandError(
        'BadValue',
        `Cannot apply array updates to non-array element ${element(path, value)}`,
      );
    const elements = value.map((before, index) => {
      const here = below(place, String(index), before);
      const child = this.#childFor(node, before, here.path);
      const after = child ? this.#apply(child, before, here) : before;
      return after === REMOVED ? null : after!;
    });
    return elements.some((after, index) => after !== value[index]) ? elements : value;
  }

  /** What is to be done to an element: all that it is matched for. */
  #childFor({ children }: ElementsNode, value: Value, path: readonly string[]): Node | undefined {
    let node: Node | undefined;
    for (const [id, child] of children)
      if (id === '' || this.arrayFilters.get(id)!(value))
        node = node ? merged(node, child, path) : child;
    return node;
  }
}

/** The place of what is there at its path. */
function reachedBy(place: Place, value: Value): Place {
  return { ...place, depth: place.path.length, reached: value };
}

function below(place: Place, name: string, value: Element): Place {
  const child = { ...place, path: [...place.path, name] };
  return value === undefined ? child : reachedBy(child, value);
}

function modified(modifier: Modifier, value: Element, place: Place): Outcome {
  const { path } = place;
  const after = value === undefined ? modifier.make(place) : modifier.change(value, place);
  if (after === value) return value;
  if (value !== undefined && path[0] === '_id')
    throw new CommandError(
      'ImmutableField',
      `Performing an update on the path '${path.join('.')}' would modify the immutable field '_id'`,
    );
  if (after !== REMOVED) checkName(place);
  return after;
}

/** A field of the document itself has no name with a dollar. An upsert may make one. */
function checkName({ path, depth, occasion }: Place): void {
  const isOfDocument = path.length === 1 || depth === 0;
  if (isOfDocument && path[0]!.startsWith('$') && !occasion.isInsert)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${path[0]}' in '${path[0]}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
}

/** Gives what stands at `path` another child, which is made where there is none. */
function change(
  draft: Draft,
  name: string,
  child: Value | typeof REMOVED,
  path: readonly string[],
): void {
  const { value } = draft;
  if (value !== undefined && !canHave(value, name))
    throw new CommandError(
      'PathNotViable',
      `Cannot create field '${name}' in element {${element(path, value)}}`,
    );
  if (child === REMOVED) {
    draft.remove(name);
    return;
  }
  const isNewInID = path[0] === '_id' && value !== undefined && draft.child(name) === undefined;
  draft.set(name, child);
  if (isNewInID)
    throw new CommandError(
      'ImmutableField',
      `Updating the path '${path.join('.')}' to ${element(path, draft.value!)} would modify the immutable field '_id'`,
    );
}
