import type { Element } from '../query';
import { type Doc, isArray, isDoc, type Value } from '../values';

/** Fields in the making: one that comes to nothing keeps its place, for what may be put there later. */
type Fields = Map<string, Element>;

type Expression = (doc: Doc) => Element;

/**
 * What becomes of the fields of a document: each is taken or dropped as it is, gone into, or worked out.
 * Documents in arrays are gone into one by one.
 */
export class FieldTree {
  readonly #plain = new Set<string>();
  readonly #children = new Map<string, FieldTree>();
  readonly #computed = new Map<string, Expression>();
  /** What is worked out, or gone into for it, in the order in which it was named. */
  readonly #order: string[] = [];
  #isComputed = false;

  /** @param kind which fields are left: those that are named, or the others */
  constructor(private readonly kind: 'inclusion' | 'exclusion') {}

  addPlain([name, ...rest]: readonly string[]): void {
    if (rest.length > 0) this.#child(name!).addPlain(rest);
    else this.#plain.add(name!);
  }

  addComputed([name, ...rest]: readonly string[], expression: Expression): void {
    this.#isComputed = true;
    if (rest.length > 0) {
      this.#child(name!).addComputed(rest, expression);
      return;
    }
    this.#computed.set(name!, expression);
    this.#order.push(name!);
  }

  /** What becomes of a document. */
  applyTo(doc: Doc): Doc {
    return made(this.#fieldsOf(doc, doc));
  }

  /** @param root what expressions are worked out of */
  #fieldsOf(root: Doc, doc: Doc): Fields {
    const fields: Fields = new Map();
    for (const [name, value] of doc) {
      const child = this.#children.get(name);
      if (child) fields.set(name, child.#valueOf(root, value));
      else if (this.#plain.has(name) === (this.kind === 'inclusion')) fields.set(name, value);
    }
    for (const name of this.#order) {
      const child = this.#children.get(name);
      if (!child) fields.set(name, this.#computed.get(name)!(root));
      else if (!doc.has(name)) fields.set(name, child.#valueOf(root, undefined));
    }
    return fields;
  }

  #child(name: string): FieldTree {
    const there = this.#children.get(name);
    if (there) return there;
    const child = new FieldTree(this.kind);
    this.#children.set(name, child);
    this.#order.push(name);
    return child;
  }

  #valueOf(root: Doc, value: Element): Element {
    if (value !== undefined && isDoc(value)) return made(this.#fieldsOf(root, value));
    if (value !== undefined && isArray(value))
      return value.map((each) => this.#valueOf(root, each)).filter((each) => each !== undefined);
    // What has no fields makes room for those that are worked out; else it stays, where fields are left out.
    if (this.#isComputed) return made(this.#fieldsOf(root, new Map()));
    return this.kind === 'inclusion' ? undefined : value;
  }
}

/** The document of those fields that are something. */
function made(fields: Fields): Doc {
  const doc = new Map<string, Value>();
  for (const [name, value] of fields) if (value !== undefined) doc.set(name, value);
  return doc;
}
