import { BSONRegExp, BSONSymbol } from 'bson';
import { CommandError, notHere } from '../error';
import { type Collation, type Doc, isArray, isDoc, SIMPLE, type Value } from '../values';
import { comparison } from './comparison';
import { isOperatorDoc, OPERATORS } from './operators';
import { asDocument, holdsAt, holdsFor, type MatchDetails, type Predicate } from './predicate';
import { regexTest } from './regex';

/** Whether a document is one of those that a filter asks for. */
export interface Filter {
  /** @param details where to note what the filter met in an array */
  matches(doc: Doc, details?: MatchDetails): boolean;
  /** Values that fields have to be equal to, by their paths: those an index can be asked for. */
  readonly equalities: ReadonlyMap<string, Value>;
  /** The same in the order of the filter, each as often as it is said: what an upsert begins with. */
  readonly saidEqual: readonly Equality[];
}

export type Equality = readonly [path: string, value: Value];

/** Makes an aggregation expression, which `$expr` holds, a function. */
export type ExpressionParser = (expression: Value) => (doc: Doc) => boolean;

/** Under `$elemMatch` these ask for documents; all other operators ask for values. */
const OF_DOCUMENTS: ReadonlySet<string> = new Set([
  ...['$and', '$or', '$nor', '$expr', '$comment', '$where', '$text', '$jsonSchema'],
  ...['$ref', '$id', '$db'],
]);

type Matches = (doc: Doc, details: MatchDetails) => boolean;

/**
 * A filter of find, update, delete, count, distinct or `$match` (manual, "Query and Projection Operators").
 *
 * @throws CommandError in the words of a mongod, if it is not one
 */
export function parseFilter(
  filter: Doc,
  parseExpression: ExpressionParser,
  collation: Collation = SIMPLE,
): Filter {
  const parser = new FilterParser(parseExpression, collation);
  const matches = parser.document(filter);
  return {
    matches: (doc, details = { index: undefined }) => matches(doc, details),
    // An index has texts by their bytes.
    equalities: new Map(
      parser.saidEqual.filter(([, value]) => collation.isSimple || !mayHaveText(value)),
    ),
    saidEqual: parser.saidEqual,
  };
}

function mayHaveText(value: Value): boolean {
  return typeof value === 'string' || value instanceof BSONSymbol || isDoc(value) || isArray(value);
}

class FilterParser {
  readonly saidEqual: Equality[] = [];
  /** Only what has to hold for the whole document is an equality. */
  #depth = 0;

  constructor(
    private readonly parseExpression: ExpressionParser,
    private readonly collation: Collation,
  ) {}

  document(filter: Doc): Matches {
    const all = [...filter].flatMap(([name, value]) =>
      name.startsWith('$') ? this.#logical(name, value) : [this.#field(name, value)],
    );
    return (doc, details) => all.every((each) => each(doc, details));
  }

  #logical(name: string, value: Value): Matches[] {
    switch (name) {
      case '$and': {
        const all = this.#list(name, value);
        return [(doc, details) => all.every((each) => each(doc, details))];
      }
      case '$or': {
        const parse = (): Matches[] => this.#list(name, value);
        // One alone has to hold.
        if (isArray(value) && value.length === 1) return parse();
        const some = this.#below(parse);
        const oneOf = asOneOf(value as readonly Doc[]);
        if (oneOf) return [this.#field(...oneOf)];
        return [(doc) => some.some((each) => each(doc, { index: undefined }))];
      }
      case '$nor': {
        const none = this.#below(() => this.#list(name, value));
        return [(doc) => !none.some((each) => each(doc, { index: undefined }))];
      }
      case '$expr': {
        const holds = this.parseExpression(value);
        return [(doc) => holds(doc)];
      }
      case '$comment':
        return [];
      case '$ref':
      case '$id':
      case '$db':
        return [this.#field(name, value)];
      case '$where':
      case '$text':
      case '$jsonSchema':
        throw notHere(name);
      default:
        throw new CommandError(
          'BadValue',
          `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
        );
    }
  }

  #list(name: string, value: Value): Matches[] {
    if (!isArray(value)) throw new CommandError('BadValue', `${name} must be an array`);
    if (value.length === 0)
      throw new CommandError('BadValue', '$and/$or/$nor must be a nonempty array');
    return value.map((each) => {
      if (!isDoc(each))
        throw new CommandError('BadValue', '$or/$and/$nor entries need to be full objects');
      return this.document(each);
    });
  }

  #field(name: string, value: Value): Matches {
    const path = name.split('.');
    const predicates = isOperatorDoc(value)
      ? this.#operators(value, (operand) => this.#note(name, operand))
      : [this.#implied(name, value)];
    return (doc, details) => predicates.every((each) => holdsAt(doc, path, each, details));
  }

  /** `{ field: value }` */
  #implied(name: string, value: Value): Predicate {
    if (value instanceof BSONRegExp)
      return { kind: 'element', leaf: 'elements', test: regexTest(value) };
    this.#note(name, value);
    return { kind: 'element', leaf: 'elements', test: comparison('$eq', value, this.collation) };
  }

  #note(name: string, value: Value): void {
    if (this.#depth === 0) this.saidEqual.push([name, value]);
  }

  /** @param equal is told what the field has to be equal to */
  #operators(operators: Doc, equal: (value: Value) => void = () => undefined): Predicate[] {
    return [...operators].flatMap(([name, operand]) => {
      for (const value of impliedValues(name, operand)) equal(value);
      switch (name) {
        case '$not':
          return [this.#not(operand)];
        case '$elemMatch':
          return [this.#elemMatch(operand)];
        case '$all':
          return this.#all(operand);
      }
      const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
      if (!operator) throw new CommandError('BadValue', `unknown operator: ${name}`);
      return operator(operand, operators, this.collation);
    });
  }

  #not(operand: Value): Predicate {
    if (operand instanceof BSONRegExp)
      return {
        kind: 'not',
        all: [{ kind: 'element', leaf: 'elements', test: regexTest(operand) }],
      };
    if (!isDoc(operand)) throw new CommandError('BadValue', '$not needs a regex or a document');
    if (operand.size === 0) throw new CommandError('BadValue', '$not cannot be empty');
    return { kind: 'not', all: this.#operators(operand) };
  }

  #elemMatch(operand: Value): Predicate {
    if (!isDoc(operand)) throw new CommandError('BadValue', '$elemMatch needs an Object');
    return this.#below(() => {
      const [first] = operand.keys();
      const isOfValues = Boolean(first?.startsWith('$')) && !OF_DOCUMENTS.has(first!);
      if (isOfValues) {
        const all = this.#operators(operand);
        return {
          kind: 'elemMatch',
          matches: (element) => all.every((each) => holdsFor(element, each)),
        };
      }
      const matches = this.document(operand);
      return {
        kind: 'elemMatch',
        matches: asDocument((doc) => matches(doc, { index: undefined })),
      };
    });
  }

  #all(operand: Value): Predicate[] {
    if (!isArray(operand)) throw new CommandError('BadValue', '$all needs an array');
    if (operand.length === 0) return [{ kind: 'element', leaf: 'elements', test: () => false }];
    const elemMatches = operand.filter(
      (each) => isDoc(each) && [...each.keys()][0] === '$elemMatch',
    );
    if (elemMatches.length > 0) {
      if (elemMatches.length < operand.length)
        throw new CommandError('BadValue', '$all/$elemMatch has to be consistent');
      return elemMatches.map((each) => this.#elemMatch((each as Doc).get('$elemMatch')!));
    }
    return operand.map((each) => {
      if (isOperatorDoc(each)) throw new CommandError('BadValue', 'no $ expressions in $all');
      const test =
        each instanceof BSONRegExp ? regexTest(each) : comparison('$eq', each, this.collation);
      return { kind: 'element', leaf: 'elements', test };
    });
  }

  #below<T>(parse: () => T): T {
    this.#depth++;
    try {
      return parse();
    } finally {
      this.#depth--;
    }
  }
}

/** What a field has to be equal to, if it is asked with an operator and `operand`. */
function impliedValues(operator: string, operand: Value): readonly Value[] {
  if (operator === '$eq') return [operand];
  const isList =
    operator === '$all' || (operator === '$in' && isArray(operand) && operand.length === 1);
  if (!isList || !isArray(operand)) return [];
  return operand.filter((each) => !(each instanceof BSONRegExp) && !isOperatorDoc(each));
}

/**
 * The `$in` that an `$or` comes to whose parts each want one and the same field to have a value. Of the two
 * only `$in` says which element of an array it met.
 */
function asOneOf(parts: readonly Doc[]): [field: string, operators: Doc] | undefined {
  const [field] = parts[0]!.keys();
  const values: Value[] = [];
  for (const part of parts) {
    const value = field === undefined || field.startsWith('$') ? undefined : part.get(field);
    if (value === undefined || part.size !== 1 || isOperatorDoc(value)) return undefined;
    if (value instanceof BSONRegExp) return undefined;
    values.push(value);
  }
  return [field!, new Map([['$in', values]])];
}
