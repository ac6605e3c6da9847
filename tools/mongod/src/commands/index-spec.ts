import { CommandError, notHere } from '../error';
import type { IndexSpec } from '../storage';
import {
  type Doc,
  doc,
  int,
  isDoc,
  isNumeric,
  shown,
  toNumber,
  typeOf,
  type Value,
} from '../values';
import { checkKey } from './index-key';
import { parsePartial } from './partial';

/** What an index may be asked for here. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['v', 'key', 'name', 'ns', 'background', 'dropDups', 'unique', 'partialFilterExpression'],
  ...['sparse', 'expireAfterSeconds', 'collation', 'hidden'],
]);
/** What else a mongod takes. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['storageEngine', 'weights', 'default_language', 'language_override', 'textIndexVersion'],
  ...['2dsphereIndexVersion', 'bits', 'min', 'max', 'bucketSize', 'wildcardProjection'],
  ...['clustered', 'prepareUnique', 'finestIndexedLevel', 'coarsestIndexedLevel'],
]);
/** What the index by `_id` may be asked for. */
const OF_ID: ReadonlySet<string> = new Set(['v', 'key', 'name', 'ns', 'collation']);
const LATEST_VERSION = 2;
const LARGEST_INT = 2 ** 31 - 1;

/**
 * An element of createIndexes' `indexes` (manual, "createIndexes").
 *
 * @throws CommandError in the words of a mongod, if there can be no such index
 */
export function parseIndexSpec(asked: Doc): IndexSpec {
  const { key, version, isUnique, isSparse, partial } = checked(asked);
  const name = nameOf(asked, key);
  if (partial && isSparse)
    throw cannot('cannot mix "partialFilterExpression" and "sparse" options');
  return {
    name,
    key,
    isUnique: isUnique || name === '_id_',
    isSparse,
    partial: partial && parsePartial(partial),
    expireAfterSeconds: expiryOf(asked, key),
    told: doc({
      v: version,
      key,
      name,
      background: asked.get('background'),
      unique: isUnique || undefined,
      partialFilterExpression: partial,
      sparse: asked.has('sparse') ? isSparse : undefined,
      expireAfterSeconds: asked.get('expireAfterSeconds'),
    }),
  };
}

interface Checked {
  readonly key: Doc;
  readonly version: Value;
  readonly isUnique: boolean;
  readonly isSparse: boolean;
  readonly partial: Doc | undefined;
}

/** What is wrong with one field by itself is told with the whole. */
function checked(asked: Doc): Checked {
  try {
    checkNames(asked);
    const key = keyOf(asked);
    const name = needed(asked, 'name');
    if (typeof name !== 'string') throw wrongType('name', 'a string', name);
    const collation = docAt(asked, 'collation');
    if (collation && collation.get('locale') !== 'simple')
      throw notHere('An index with a collation');
    if (asked.get('hidden') === true) throw notHere('A hidden index');
    return {
      key,
      version: versionOf(asked),
      isUnique: flagOf(asked, 'unique'),
      isSparse: flagOf(asked, 'sparse'),
      partial: docAt(asked, 'partialFilterExpression'),
    };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw error.within(`Error in specification ${shown(asked)}`);
  }
}

function checkNames(asked: Doc): void {
  for (const name of asked.keys()) {
    if (KNOWN.has(name)) throw notHere(`The index option '${name}'`);
    if (!TAKEN.has(name))
      throw new CommandError(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification. Specification: ${shown(asked)}`,
      );
  }
}

function keyOf(asked: Doc): Doc {
  const key = needed(asked, 'key');
  if (!isDoc(key)) throw wrongType('key', 'an object', key);
  checkKey(key);
  return key;
}

/** The index by `_id` has one name, whatever was asked for. */
function nameOf(asked: Doc, key: Doc): string {
  const name = asked.get('name') as string;
  if (key.size === 1 && key.has('_id')) {
    checkIDIndex(asked, key);
    return '_id_';
  }
  if (name === '_id_')
    throw new CommandError(
      'BadValue',
      `The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}, found key: ${shown(key)}`,
    );
  if (name === '*') throw new CommandError('BadValue', "The index name '*' is not valid.");
  if (name === '') throw cannot('index name cannot be empty');
  if (name.includes('\0')) throw cannot('index name cannot contain NUL bytes');
  return name;
}

function checkIDIndex(asked: Doc, key: Doc): void {
  for (const field of asked.keys())
    if (!OF_ID.has(field))
      throw new CommandError(
        'InvalidIndexSpecificationOption',
        `The field '${field}' is not valid for an _id index specification. Specification: ${shown(asked)}`,
      );
  const direction = key.get('_id')!;
  if (!isNumeric(direction) || toNumber(direction) !== 1)
    throw new CommandError(
      'BadValue',
      `The field 'key' for an _id index must be {_id: 1}, but got ${shown(key)}`,
    );
}

function expiryOf(asked: Doc, key: Doc): number | undefined {
  const value = asked.get('expireAfterSeconds');
  if (value === undefined) return undefined;
  const option = "TTL index 'expireAfterSeconds' option";
  if (!isNumeric(value))
    throw cannot(`${option} must be numeric, but received a type of '${typeOf(value)}'`);
  const seconds = Math.trunc(toNumber(value));
  if (Number.isNaN(seconds)) throw cannot(`${option} must not be NaN`);
  if (seconds < 0) throw cannot(`${option} cannot be less than 0`);
  if (seconds > LARGEST_INT)
    throw cannot(`${option} must be within an acceptable range, try a lower number`);
  if (key.size > 1)
    throw cannot(
      `TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: ${shown(asked)}`,
    );
  return seconds;
}

function versionOf(asked: Doc): Value {
  const value = asked.get('v') ?? int(LATEST_VERSION);
  if (!isNumeric(value)) throw wrongType('v', 'a number', value);
  const version = toNumber(value);
  if (version === 1 || version === LATEST_VERSION) return int(version);
  throw cannot(
    `Invalid index specification ${shown(asked)}; cannot create an index with v=${version}`,
  );
}

function flagOf(asked: Doc, name: string): boolean {
  const value = asked.get(name) ?? false;
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return toNumber(value) !== 0;
  throw new CommandError(
    'TypeMismatch',
    `The field '${name} has value ${name}: ${shown(value)}, which is not convertible to bool`,
  );
}

function docAt(asked: Doc, name: string): Doc | undefined {
  const value = asked.get(name);
  if (value === undefined || isDoc(value)) return value;
  throw wrongType(name, 'an object', value);
}

function needed(asked: Doc, name: string): Value {
  const value = asked.get(name);
  if (value !== undefined) return value;
  throw new CommandError(
    'FailedToParse',
    `The '${name}' field is a required property of an index specification`,
  );
}

function wrongType(name: string, what: string, value: Value): CommandError {
  return new CommandError(
    'TypeMismatch',
    `The field '${name}' must be ${what}, but got ${typeOf(value)}`,
  );
}

function cannot(text: string): CommandError {
  return new CommandError('CannotCreateIndex', text);
}
