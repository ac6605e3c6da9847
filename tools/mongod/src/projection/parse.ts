import { CommandError } from '../error';
import { type Environment, fieldPath, holds, isOperator, parseExpression } from '../expression';
import { type Element, type Filter, type MatchDetails, parseFilter } from '../query';
import { type Doc, isArray, isDoc, isNumeric, isTrue, shown, typeOf, type Value } from '../values';
import { FieldTree } from './fields';
import { positionalPath, withMatched } from './positional';
import { parseSlice, sliced } from './slice';

/** Makes of a document what is told of it. */
export type Projection = (doc: Doc) => Doc;

type Expression = (doc: Doc) => Element;
/** Changes what is left of a document. */
type Step = (doc: Doc, projected: Doc) => Doc;

/** What a projection says of one path. */
type Leaf =
  | { readonly kind: 'plain'; readonly isIncluded: boolean }
  | { readonly kind: 'computed'; readonly expression: Expression }
  /** Taken, and changed afterwards. */
  | { readonly kind: 'changed'; readonly step: Step };

/**
 * The projection of a find (manual, "Project Fields to Return from Query").
 *
 * @param filter the find's: `$` stands for the element that it met
 * @throws CommandError in the words of a mongod, if it is none
 */
export function parseFindProjection(
  spec: Doc,
  filter: Filter,
  environment: Environment,
): Projection {
  return new ProjectionParser(environment, filter).parse(spec);
}

/** The projection of `$project`, which has no `$slice`, `$elemMatch` and `$` of its own. @throws CommandError */
export function parseProjection(spec: Doc, environment: Environment): Projection {
  return new ProjectionParser(environment, undefined).parse(spec);
}

class ProjectionParser {
  readonly #leaves = new Map<string, Leaf>();
  #kind: 'inclusion' | 'exclusion' | undefined;
  readonly #has = { positional: false, elemMatch: false, slice: false };
  #id: 'included' | 'excluded' | 'other' | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly filter: Filter | undefined,
  ) {}

  parse(spec: Doc): Projection {
    for (const [name, value] of spec) this.#element([], name, value);
    const kind = this.#kind ?? this.#defaultKind();
    const tree = new FieldTree(kind);
    const steps: Step[] = [];
    if (kind === 'inclusion' && this.#id === undefined) tree.addPlain(['_id']);
    for (const [text, leaf] of this.#leaves) {
      const path = text.split('.');
      if (leaf.kind === 'computed') tree.addComputed(path, leaf.expression);
      if (leaf.kind === 'changed') steps.push(leaf.step);
      const isTaken = leaf.kind === 'changed' || (leaf.kind === 'plain' && leaf.isIncluded);
      if (leaf.kind !== 'computed' && isTaken === (kind === 'inclusion')) tree.addPlain(path);
    }
    return (doc) => steps.reduce((projected, step) => step(doc, projected), tree.applyTo(doc));
  }

  /** Only `_id`, `$slice` and `$elemMatch` leave it open. */
  #defaultKind(): 'inclusion' | 'exclusion' {
    if (this.#has.elemMatch && !this.#has.slice) return 'inclusion';
    return this.#id === 'included' ? 'inclusion' : 'exclusion';
  }

  /** @param parent the path at which the document with this field stands */
  #element(parent: readonly string[], name: string, value: Value): void {
    const positional = positionalPath(name);
    if (positional !== undefined && !this.filter)
      throw new CommandError(31324, 'Cannot use positional projection in aggregation projection');
    if (parent.length === 0 && (name === '_id' || name.startsWith('_id.'))) this.#id ??= 'other';
    const isFlag = typeof value === 'boolean' || isNumeric(value);
    if (positional !== undefined && !(isFlag && isTrue(value))) throw wrongPositional(value);
    if (isDoc(value)) this.#document(parent, name, value);
    else if (!isFlag) this.#literal(parent, name, value);
    else if (!isTrue(value)) this.#exclusion(parent, name);
    else if (positional !== undefined) this.#positional(parent, name, positional);
    else this.#inclusion(parent, name);
  }

  #inclusion(parent: readonly string[], name: string): void {
    this.#add([...parent, ...fieldPath(name)], { kind: 'plain', isIncluded: true });
    if (isID(parent, name)) this.#id = 'included';
    else this.#include(name);
  }

  #include(name: string): void {
    if (this.#kind === 'exclusion')
      throw new CommandError(31253, `Cannot do inclusion on field ${name} in exclusion projection`);
    this.#kind = 'inclusion';
  }

  #exclusion(parent: readonly string[], name: string): void {
    this.#add([...parent, ...fieldPath(name)], { kind: 'plain', isIncluded: false });
    if (isID(parent, name)) this.#id = 'excluded';
    else if (this.#kind === 'inclusion')
      throw new CommandError(31254, `Cannot do exclusion on field ${name} in inclusion projection`);
    else this.#kind = 'exclusion';
  }

  #literal(parent: readonly string[], name: string, value: Value): void {
    const expression = parseExpression(value, this.environment);
    this.#add([...parent, ...fieldPath(name)], { kind: 'computed', expression });
    if (this.#kind === 'exclusion')
      throw new CommandError(
        31310,
        `Cannot use an expression ${name}: ${shown(value)} in an exclusion projection`,
      );
    this.#kind = 'inclusion';
  }

  #positional(parent: readonly string[], name: string, before: string): void {
    if (this.#has.positional)
      throw new CommandError(
        31276,
        'Cannot specify more than one positional projection per query.',
      );
    if (this.#has.elemMatch)
      throw new CommandError(31256, 'Cannot specify positional operator and $elemMatch.');
    if (before === '') throw new CommandError(5392900, `Projection on field ${name} is invalid`);
    const path = [...parent, ...fieldPath(before)];
    const filter = this.filter!;
    this.#add(path, {
      kind: 'changed',
      step: (doc, projected) => withMatched(doc, projected, path, filter),
    });
    this.#has.positional = true;
    this.#include(name);
  }

  /** An operator, or the fields of the document at this path. */
  #document(parent: readonly string[], name: string, value: Doc): void {
    const path = [...parent, ...fieldPath(name)];
    const [first] = value.keys();
    if (first?.startsWith('$') && value.size === 1) {
      if (this.#operator(path, first, value)) return;
      throw new CommandError(31325, `Unknown expression ${first}`);
    }
    if (value.size === 0)
      throw new CommandError(
        51270,
        'An empty sub-projection is not a valid value. Found empty object at path',
      );
    for (const [each, operand] of value) this.#element(path, each, operand);
  }

  /** @returns whether there is such an operator */
  #operator(path: readonly string[], name: string, value: Doc): boolean {
    const operand = value.get(name)!;
    if (name === '$slice' && this.filter) return this.#slice(path, value, operand);
    if (name === '$elemMatch') {
      this.#elemMatch(path, value, operand);
      return true;
    }
    if (!isOperator(name) && name !== '$literal' && name !== '$const') return false;
    if (this.#kind === 'exclusion')
      throw new CommandError(
        31252,
        'Cannot use expression other than $meta in exclusion projection',
      );
    this.#kind = 'inclusion';
    this.#add(path, { kind: 'computed', expression: parseExpression(value, this.environment) });
    return true;
  }

  #slice(path: readonly string[], value: Doc, operand: Value): true {
    // With an array or a path first it is the operator of expressions.
    const isOfExpressions = isArray(operand) && !isNumeric(operand[0] ?? null);
    if (isOfExpressions) {
      this.#add(path, { kind: 'computed', expression: parseExpression(value, this.environment) });
      this.#kind = 'inclusion';
      return true;
    }
    const slice = parseSlice(operand);
    this.#add(path, { kind: 'changed', step: (_, projected) => sliced(projected, path, slice) });
    return (this.#has.slice = true);
  }

  #elemMatch(path: readonly string[], value: Doc, operand: Value): void {
    if (!this.filter)
      throw new CommandError('InvalidPipelineOperator', 'Cannot use $elemMatch in this context');
    if (!isDoc(operand))
      throw new CommandError(
        31274,
        `elemMatch: Invalid argument, object required, but got ${typeOf(operand)}`,
      );
    if (this.#has.positional)
      throw new CommandError(31255, 'Cannot specify positional operator and $elemMatch.');
    const [name, ...rest] = path;
    if (rest.length > 0)
      throw new CommandError(31275, 'Cannot use $elemMatch projection on a nested field.');
    const filter = parseFilter(
      new Map([[name!, value]]),
      (expression) => (doc) => holds(parseExpression(expression, this.environment)(doc)),
      this.environment.collation,
    );
    const expression = (doc: Doc): Element => {
      const details: MatchDetails = { index: undefined };
      const array = doc.get(name!);
      if (!filter.matches(doc, details) || array === undefined || !isArray(array)) return undefined;
      return array.slice(details.index, details.index! + 1);
    };
    this.#add(path, { kind: 'computed', expression });
    this.#has.elemMatch = true;
  }

  /** @throws CommandError if another path is the same, or one of the two goes on from the other */
  #add(path: readonly string[], leaf: Leaf): void {
    const text = path.join('.');
    for (const other of this.#leaves.keys()) {
      if (other === text || other.startsWith(`${text}.`))
        throw new CommandError(31250, `Path collision at ${text}`);
      if (text.startsWith(`${other}.`))
        throw new CommandError(
          31249,
          `Path collision at ${text} remaining portion ${path.slice(1).join('.')}`,
        );
    }
    this.#leaves.set(text, leaf);
  }
}

function isID(parent: readonly string[], name: string): boolean {
  return parent.length === 0 && name === '_id';
}

function wrongPositional(value: Value): CommandError {
  if (isDoc(value))
    return new CommandError(
      31271,
      'positional projection cannot be used with an expression or sub object',
    );
  return typeof value === 'boolean' || isNumeric(value)
    ? new CommandError(31395, 'positional projection cannot be used with exclusion')
    : new CommandError(31308, 'positional projection cannot be used with a literal');
}
