import { CommandError } from '../../error';
import { type Doc, isArray, isDoc, typeOf, type Value } from '../../values';

const WHEN_MATCHED = ['replace', 'keepExisting', 'merge', 'fail', 'pipeline'] as const;
const WHEN_NOT_MATCHED = ['insert', 'discard', 'fail'] as const;

/** What `$merge` is asked for. */
export interface MergeSpec {
  /** The own one, if nothing else is said. */
  readonly database: string | undefined;
  readonly name: string;
  /** Fields that say which document is which; undefined: `_id`. */
  readonly on: readonly string[] | undefined;
  readonly let: Doc | undefined;
  readonly whenMatched: (typeof WHEN_MATCHED)[number];
  /** Stages that make the document, if it is matched by a `pipeline`. */
  readonly pipeline: readonly Value[];
  readonly whenNotMatched: (typeof WHEN_NOT_MATCHED)[number];
}

const FIELDS = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'];

/** @throws CommandError in the words of a mongod, if it is none */
export function parseMergeSpec(asked: Value): MergeSpec {
  const spec: Doc | undefined =
    typeof asked === 'string' ? new Map([['into', asked]]) : isDoc(asked) ? asked : undefined;
  if (!spec)
    throw new CommandError(
      'TypeMismatch',
      `$merge requires a string or object argument, but found ${typeOf(asked)}`,
    );
  for (const field of spec.keys())
    if (!FIELDS.includes(field))
      throw new CommandError(
        'IDLUnknownField',
        `BSON field '$merge.${field}' is an unknown field.`,
      );
  const variables = spec.get('let');
  if (variables !== undefined && !isDoc(variables))
    throw new CommandError(
      'TypeMismatch',
      `BSON field '$merge.let' is the wrong type '${typeOf(variables)}', expected type 'object'`,
    );
  const parsed = {
    ...targetOf(spec.get('into')),
    on: fieldsOf(spec.get('on')),
    let: variables,
    ...whenMatchedOf(spec.get('whenMatched') ?? 'merge'),
    whenNotMatched: whenNotMatchedOf(spec.get('whenNotMatched') ?? 'insert'),
  };
  checkModes(parsed);
  return parsed;
}

function targetOf(into: Value | undefined): Pick<MergeSpec, 'database' | 'name'> {
  if (into === undefined)
    throw new CommandError(
      'IDLFailedToParse',
      "BSON field '$merge.into' is missing but a required field",
    );
  if (typeof into === 'string') {
    if (into === '')
      throw new CommandError(5786800, "$merge 'into' field cannot be an empty string");
    return { database: undefined, name: into };
  }
  if (!isDoc(into))
    throw new CommandError(
      51178,
      `$merge 'into' field  must be either a string or an object, but found ${typeOf(into)}`,
    );
  const [database, name] = ['db', 'coll'].map((field) => {
    const value = into.get(field);
    if (value === undefined || typeof value === 'string') return value;
    throw new CommandError(
      'TypeMismatch',
      `BSON field 'into.${field}' is the wrong type '${typeOf(value)}', expected type 'string'`,
    );
  });
  if (name === undefined || name === '')
    throw new CommandError(
      5786801,
      "$merge 'into' field must specify a 'coll' that is not empty, null or undefined",
    );
  return { database, name };
}

function fieldsOf(on: Value | undefined): readonly string[] | undefined {
  if (on === undefined) return undefined;
  const fields = new Set<string>();
  if (typeof on !== 'string' && !isArray(on))
    throw new CommandError(
      51186,
      `$merge 'on' field  must be either a string or an array of strings, but found ${typeOf(on)}`,
    );
  for (const field of typeof on === 'string' ? [on] : on) {
    if (typeof field !== 'string')
      throw new CommandError(
        51134,
        `$merge 'on' array elements must be strings, but found ${typeOf(field)}`,
      );
    if (fields.has(field)) throw new CommandError(31465, `Found a duplicate field '${field}'`);
    fields.add(field);
  }
  if (fields.size === 0)
    throw new CommandError(
      51187,
      "If explicitly specifying $merge 'on', must include at least one field",
    );
  return [...fields];
}

function whenMatchedOf(value: Value): Pick<MergeSpec, 'whenMatched' | 'pipeline'> {
  if (isArray(value)) return { whenMatched: 'pipeline', pipeline: value };
  if (typeof value !== 'string')
    throw new CommandError(
      51191,
      `$merge 'whenMatched' field  must be either a string or an array, but found ${typeOf(value)}`,
    );
  const mode = WHEN_MATCHED.find((each) => each === value);
  if (mode === undefined || mode === 'pipeline') throw noMode('whenMatched', value);
  return { whenMatched: mode, pipeline: [] };
}

function whenNotMatchedOf(value: Value): MergeSpec['whenNotMatched'] {
  const mode = WHEN_NOT_MATCHED.find((each) => each === value);
  if (mode !== undefined) return mode;
  if (typeof value === 'string') throw noMode('$merge.whenNotMatched', value);
  throw new CommandError(
    'TypeMismatch',
    `BSON field '$merge.whenNotMatched' is the wrong type '${typeOf(value)}', expected type 'string'`,
  );
}

function noMode(field: string, value: string): CommandError {
  return new CommandError(
    'BadValue',
    `Enumeration value '${value}' for field '${field}' is not a valid value.`,
  );
}

function checkModes({ whenMatched, whenNotMatched, let: variables }: MergeSpec): void {
  const isForNew = whenMatched === 'keepExisting' || whenMatched === 'fail';
  if (isForNew && whenNotMatched !== 'insert')
    throw new CommandError(
      51181,
      `Combination of $merge modes 'whenMatched: ${whenMatched}' and 'whenNotMatched: ${whenNotMatched}' is not supported`,
    );
  if (!variables) return;
  if (whenMatched !== 'pipeline')
    throw new CommandError(
      51199,
      `Cannot use 'let' variables with 'whenMatched: ${whenMatched}' mode`,
    );
  if (variables.has('new') && variables.get('new') !== '$$ROOT')
    throw new CommandError(
      51273,
      "'let' may not define a value for the reserved 'new' variable other than '$$ROOT'",
    );
}
