import type { Element } from '../query';
import type { Collation, Doc } from '../values';

/** What expressions know beside the document: the values of `let`, what time `$$NOW` is, how texts compare. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Element>;
  readonly now: Date;
  readonly collation: Collation;
}

/** The document and the variables that an expression is worked out with. */
export class Scope {
  private constructor(
    private readonly name: string,
    private readonly value: Element,
    private readonly outer: Scope | undefined,
  ) {}

  static of(doc: Doc, { variables, now }: Environment): Scope {
    let scope = new Scope('NOW', now, undefined).with('REMOVE', undefined);
    for (const [name, value] of variables) scope = scope.with(name, value);
    return scope.with('ROOT', doc).with('CURRENT', doc);
  }

  with(name: string, value: Element): Scope {
    return new Scope(name, value, this);
  }

  /** @param name of a variable that is known */
  get(name: string): Element {
    if (name === this.name) return this.value;
    return this.outer?.get(name);
  }
}

/** Variables that are always there (manual, "Variables in Aggregation Expressions"). */
export const SYSTEM_VARIABLES: readonly string[] = ['ROOT', 'CURRENT', 'NOW', 'REMOVE'];
