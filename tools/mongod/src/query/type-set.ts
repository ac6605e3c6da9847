import { CommandError } from '../error';
import { integerOf, isArray, isNumeric, shown, type TypeName, TYPES, type Value } from '../values';

const NAMES = new Map<number, TypeName>(
  Object.entries(TYPES).map(([name, number]) => [number, name as TypeName]),
);
const NUMBER: readonly TypeName[] = ['int', 'long', 'double', 'decimal'];

/**
 * The types that `$type` asks for: a name, a number, or a list of both (manual, "$type").
 *
 * @throws CommandError if there is no such type
 */
export function typeSet(wanted: Value): ReadonlySet<TypeName> {
  const all = isArray(wanted) ? wanted : [wanted];
  if (all.length === 0)
    throw new CommandError('FailedToParse', '$type must match at least one type');
  return new Set(all.flatMap(typesOf));
}

function typesOf(wanted: Value): readonly TypeName[] {
  if (typeof wanted === 'string') {
    if (wanted === 'number') return NUMBER;
    if (wanted in TYPES) return [wanted as TypeName];
    throw new CommandError('BadValue', `Unknown type name alias: ${wanted}`);
  }
  if (!isNumeric(wanted))
    throw new CommandError('TypeMismatch', 'type must be represented as a number or a string');
  const name = NAMES.get(Number(integerOf(wanted)));
  if (name === undefined)
    throw new CommandError('BadValue', `Invalid numerical type code: ${shown(wanted)}`);
  return [name];
}
