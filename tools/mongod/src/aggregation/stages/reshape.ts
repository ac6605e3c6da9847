import { CommandError } from '../../error';
import { type Environment, fieldPath, parseExpression } from '../../expression';
import {
  parseComputedFields,
  parseExclusion,
  parseProjection,
  type Projection,
} from '../../projection';
import { type Doc, isArray, isDoc, shown, typeOf, type Value } from '../../values';

/** What goes wrong with a specification is told with the stage's name. */
function invalid<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(error.code, `Invalid ${name} :: caused by :: ${error.message}`);
  }
}

/** Makes of `{ name: spec }` what it makes of each document. @throws CommandError in the words of a mongod */
export type Reshaping = (spec: Value, environment: Environment, name: string) => Projection;

function project(spec: Value, environment: Environment, name: string): Projection {
  if (!isDoc(spec)) throw new CommandError(15969, `${name} specification must be an object`);
  return invalid(name, () => {
    if (spec.size === 0)
      throw new CommandError(51272, 'projection specification must have at least one field');
    return parseProjection(spec, environment);
  });
}

function addFields(spec: Value, environment: Environment, name: string): Projection {
  if (!isDoc(spec))
    throw new CommandError(
      40272,
      `${name} specification stage must be an object, got ${typeOf(spec)}`,
    );
  return invalid(name, () => parseComputedFields(spec, environment));
}

function unset(spec: Value, _: Environment, name: string): Projection {
  const paths = isArray(spec) ? spec : [spec];
  if (!isArray(spec) && typeof spec !== 'string')
    throw new CommandError(31002, `${name} specification must be a string or an array`);
  if (paths.length === 0)
    throw new CommandError(
      31119,
      `${name} specification must be a string or an array with at least one field`,
    );
  const texts = paths.map((each) => {
    if (typeof each === 'string') return each;
    throw new CommandError(
      31120,
      `${name} specification must be a string or an array containing only string values`,
    );
  });
  return invalid(name, () => parseExclusion(texts.map(fieldPath)));
}

const replaceRoot: Reshaping = (spec, environment, name) => {
  if (!isDoc(spec))
    throw new CommandError(
      40229,
      `expected an object as specification for ${name} stage, got ${typeOf(spec)}`,
    );
  for (const field of spec.keys())
    if (field !== 'newRoot')
      throw new CommandError(
        'IDLUnknownField',
        `BSON field '${name}.${field}' is an unknown field.`,
      );
  const newRoot = spec.get('newRoot');
  if (newRoot === undefined)
    throw new CommandError(
      'IDLFailedToParse',
      `BSON field '${name}.newRoot' is missing but a required field`,
    );
  return replacement(newRoot, environment, "'newRoot' expression");
};

/** @param what for what is said where it comes to no document */
function replacement(operand: Value, environment: Environment, what: string): Projection {
  const expression = parseExpression(operand, environment);
  return (doc): Doc => {
    const value = expression(doc);
    if (value !== undefined && isDoc(value)) return value;
    throw new CommandError(
      40228,
      `${what} must evaluate to an object, but resulting value was: ${value === undefined ? 'MISSING' : shown(value)}. Type of resulting value: '${value === undefined ? 'missing' : typeOf(value)}'. Input document: ${shown(doc)}`,
    );
  };
}

/** Stages that change each document by itself: those that an update may have (manual, "Updates with Aggregation Pipeline"). */
export const reshape: Readonly<Record<string, Reshaping>> = {
  $project: project,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: (spec, environment) => replacement(spec, environment, "'replacement document'"),
};
