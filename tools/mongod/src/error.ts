/** The codes that are answered, by name (server's documentation, "Error Codes"). */
export const CODES = {
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  IllegalOperation: 20,
  InvalidLength: 16,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  ImmutableField: 66,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  WriteConcernFailed: 64,
  InvalidNamespace: 73,
  InvalidPipelineOperator: 168,
  ConversionFailure: 241,
  UnknownReplWriteConcern: 79,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NotImplemented: 238,
  NotSingleValueField: 54,
  NotExactValueField: 111,
  CannotBackfillArray: 34,
  QueryFeatureNotAllowed: 224,
  CommandNotSupported: 115,
  CommandFailed: 125,
  AmbiguousIndexKeyPattern: 181,
  InvalidIndexSpecificationOption: 197,
  ExceededMemoryLimit: 146,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  MergeStageNoMatchingDocument: 13113,
  IDLFailedToParse: 40414,
  IDLUnknownField: 40415,
} as const;

export type CodeName = keyof typeof CODES;

const NAMES = new Map<number, string>(Object.entries(CODES).map(([name, code]) => [code, name]));

/** What a command answers in place of a result: a code, its name, and a text. */
export class CommandError extends Error {
  readonly code: number;
  /** The name of the code; a mongod has none for most numbers, and says `Location16810`. */
  readonly codeName: string;

  constructor(code: CodeName | number, message: string) {
    super(message);
    this.code = typeof code === 'number' ? code : CODES[code];
    this.codeName = NAMES.get(this.code) ?? `Location${this.code}`;
  }

  /** Says before its text what was being done. */
  within(context: string): this {
    this.message = `${context} :: caused by :: ${this.message}`;
    return this;
  }
}

/** @param what for example `$where` */
export function notHere(what: string): CommandError {
  return new CommandError(
    'NotImplemented',
    `${what} is not in the workbook's embedded MongoDB. Where a mongod is installed, name it: MONGOMS_SYSTEM_BINARY=/path/to/mongod`,
  );
}
