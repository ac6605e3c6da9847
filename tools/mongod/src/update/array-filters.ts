import { CommandError } from '../error';
import { type ExpressionParser, parseFilter } from '../query';
import { type Doc, doc, isArray, isDoc, type Value } from '../values';

/** Which elements of an array `$[id]` stands for, by the id. */
export type ArrayFilters = ReadonlyMap<string, (element: Value) => boolean>;

const IDENTIFIER = /^[a-z][a-zA-Z0-9]*$/;

/** Manual, "arrayFilters". @throws CommandError if one is no filter of a single field */
export function parseArrayFilters(filters: readonly Doc[]): ArrayFilters {
  const parsed = new Map<string, (element: Value) => boolean>();
  for (const each of filters) {
    const { id, matches } = inContext(() => parseOne(each));
    if (id === undefined)
      throw new CommandError(
        'FailedToParse',
        'Cannot use an expression without a top-level field name in arrayFilters',
      );
    if (parsed.has(id))
      throw new CommandError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${id}`,
      );
    parsed.set(id, matches);
  }
  return parsed;
}

function parseOne(raw: Doc): { id: string | undefined; matches: (element: Value) => boolean } {
  const filter = parseFilter(raw, noExpressions);
  const [id, second] = new Set(fieldsOf(raw));
  if (second !== undefined)
    throw new CommandError(
      'FailedToParse',
      `Expected a single top-level field name, found '${id}' and '${second}'`,
    );
  if (id !== undefined && !IDENTIFIER.test(id))
    throw new CommandError(
      'BadValue',
      `The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${id}'`,
    );
  return { id, matches: (element) => filter.matches(doc({ [id!]: element })) };
}

const noExpressions: ExpressionParser = () => {
  throw new CommandError('QueryFeatureNotAllowed', '$expr is not allowed in this context');
};

/** The first names of all paths, also of those below `$and` and its like. */
function fieldsOf(filter: Doc): string[] {
  return [...filter].flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0]!];
    return isArray(value) ? value.filter(isDoc).flatMap(fieldsOf) : [];
  });
}

function inContext<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof CommandError) throw error.within('Error parsing array filter');
    throw error;
  }
}
