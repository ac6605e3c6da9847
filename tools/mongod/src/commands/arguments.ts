import { CommandError } from '../error';
import {
  type Doc,
  integerOf,
  isArray,
  isDoc,
  isNumeric,
  toNumber,
  typeOf,
  type TypeName,
  type Value,
} from '../values';

/** Fields that any command may have, and that have been dealt with before it runs. */
const GENERIC: ReadonlySet<string> = new Set([
  ...['$db', 'lsid', '$clusterTime', '$readPreference', 'readConcern', 'writeConcern'],
  ...['txnNumber', 'autocommit', 'startTransaction', 'maxTimeMS', 'comment'],
  ...['apiVersion', 'apiStrict', 'apiDeprecationErrors'],
]);

const NUMBERS: readonly TypeName[] = ['long', 'int', 'decimal', 'double'];

/**
 * The fields of a command, or of a document in it, each read once with its type. In the end `end` refuses
 * what nobody has asked for: nothing that was sent is ignored.
 */
export class Arguments {
  readonly #read = new Set<string>();

  /** @param name before the field's in messages: `insert`, `update.updates` */
  constructor(
    readonly name: string,
    private readonly fields: Doc,
  ) {}

  /** The command itself, whose value was read as a name or means nothing. */
  static ofCommand(body: Doc): Arguments {
    const [name] = body.keys();
    const args = new Arguments(name!, body);
    args.#read.add(name!);
    return args;
  }

  /** Any value; undefined if it is not there. */
  value(field: string): Value | undefined {
    this.#read.add(field);
    return this.fields.get(field);
  }

  text(field: string): string | undefined {
    const value = this.value(field);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrongType(field, value, ['string']);
  }

  /** @returns `otherwise` if it is not there */
  flag(field: string, otherwise = false): boolean {
    const value = this.value(field);
    if (value === undefined) return otherwise;
    if (typeof value === 'boolean') return value;
    if (isNumeric(value)) return toNumber(value) !== 0;
    throw this.#wrongType(field, value, ['bool', ...NUMBERS]);
  }

  /** A whole number of 0 or more. */
  count(field: string): number | undefined {
    const number = this.integer(field);
    if (number === undefined || number >= 0) return number;
    throw new CommandError(
      51024,
      `BSON field '${field}' value must be >= 0, actual value '${number}'`,
    );
  }

  /** Without its fraction, if it has one. */
  integer(field: string): number | undefined {
    const value = this.value(field);
    if (value === undefined) return undefined;
    if (!isNumeric(value)) throw this.#wrongType(field, value, NUMBERS);
    const integer = integerOf(value);
    return typeof integer === 'bigint' ? Number(integer) : Math.trunc(toNumber(value)) || 0;
  }

  doc(field: string): Doc | undefined {
    const value = this.value(field);
    if (value === undefined || isDoc(value)) return value;
    throw this.#wrongType(field, value, ['object']);
  }

  list(field: string): readonly Value[] | undefined {
    const value = this.value(field);
    if (value === undefined || isArray(value)) return value;
    throw this.#wrongType(field, value, ['array']);
  }

  docs(field: string): readonly Doc[] | undefined {
    return this.list(field)?.map((each, at) => {
      if (isDoc(each)) return each;
      throw this.#wrongType(`${field}.${at}`, each, ['object']);
    });
  }

  /** @throws CommandError 40414 if `value`, which was read from `field`, is not there */
  needed<T>(field: string, value: T | undefined): T {
    if (value !== undefined) return value;
    throw new CommandError(
      'IDLFailedToParse',
      `BSON field '${this.name}.${field}' is missing but a required field`,
    );
  }

  /** @throws CommandError 40415 if there is a field that was not read */
  end(): void {
    for (const field of this.fields.keys())
      if (!this.#read.has(field) && !GENERIC.has(field))
        throw new CommandError(
          'IDLUnknownField',
          `BSON field '${this.name}.${field}' is an unknown field.`,
        );
  }

  #wrongType(field: string, value: Value, types: readonly TypeName[]): CommandError {
    const expected = types.length > 1 ? `types '[${types.join(', ')}]'` : `type '${types[0]!}'`;
    return new CommandError(
      'TypeMismatch',
      `BSON field '${this.name}.${field}' is the wrong type '${typeOf(value)}', expected ${expected}`,
    );
  }
}
