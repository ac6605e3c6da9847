import { CommandError, notHere } from '../../error';
import { fieldPath, variablesOf } from '../../expression';
import { valuesAt } from '../../query';
import type { Collection } from '../../storage';
import { type Doc, doc, isArray, isDoc, shown, typeOf, type Value } from '../../values';
import { withField } from '../fields';
import { filterOf } from '../filter';
import type { PipelineContext, StageParser } from '../stage';

interface Lookup {
  readonly from: string;
  readonly as: readonly string[];
  readonly local: readonly string[] | undefined;
  readonly foreign: string | undefined;
  readonly let: Doc | undefined;
  readonly pipeline: readonly Value[] | undefined;
}

/** Documents of another collection, as an array in each (manual, "$lookup"). */
export const lookup: StageParser = (spec, context, pipeline) => {
  const asked = lookupOf(spec);
  const own = context.collections.of(asked.from);
  const inner: PipelineContext = {
    ...context,
    inside: '$lookup',
    collections: { ...context.collections, own },
  };
  const stageFor = (document: Doc): ReturnType<typeof pipeline> => {
    const environment = variablesOf(asked.let, context.environment, document);
    return pipeline(asked.pipeline ?? [], { ...inner, environment });
  };
  // What is wrong with it is said without any document.
  stageFor(new Map<string, Value>());
  return (docs) =>
    docs.map((document) => {
      const found = own ? matching(own, document, asked, inner) : [];
      return withField(document, asked.as, asked.pipeline ? stageFor(document)(found) : found);
    });
};

function matching(
  collection: Collection,
  document: Doc,
  { local, foreign }: Lookup,
  { environment }: PipelineContext,
): readonly Doc[] {
  if (!local || foreign === undefined) return collection.documents;
  const there = valuesAt(document, local);
  // What is not there is looked for as null.
  const values = there.length > 0 ? there : [null];
  const equals = (value: Value): Doc => doc({ [foreign]: doc({ $eq: value }) });
  const asked = values.length === 1 ? equals(values[0]!) : doc({ $or: values.map(equals) });
  return Array.from(collection.find(filterOf(asked, environment)), ([, each]) => each);
}

const FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

function lookupOf(spec: Value): Lookup {
  if (!isDoc(spec))
    throw new CommandError(
      'FailedToParse',
      `the $lookup stage specification must be an object, but found ${typeOf(spec)}`,
    );
  for (const name of spec.keys())
    if (!FIELDS.includes(name))
      throw new CommandError('FailedToParse', `unknown argument to $lookup: ${name}`);
  const pipeline = spec.get('pipeline');
  if (pipeline !== undefined && !isArray(pipeline))
    throw new CommandError('TypeMismatch', "'pipeline' option must be specified as an array");
  const variables = spec.get('let');
  if (variables !== undefined && !isDoc(variables))
    throw new CommandError(
      'FailedToParse',
      `$lookup argument 'let: ${shown(variables)}' must be an object, is type ${typeOf(variables)}`,
    );
  const [from, as, local, foreign] = ['from', 'as', 'localField', 'foreignField'].map((name) =>
    textOf(spec, name),
  );
  if (from === undefined) {
    if (pipeline) throw notHere('$lookup without from');
    throw new CommandError('FailedToParse', "must specify 'pipeline' when 'from' is empty");
  }
  if (as === undefined)
    throw new CommandError('FailedToParse', "must specify 'as' field for a $lookup");
  if ((local === undefined) !== (foreign === undefined))
    throw new CommandError(
      'FailedToParse',
      pipeline
        ? "$lookup requires both or neither of 'localField' and 'foreignField' to be specified"
        : "$lookup requires both 'localField' and 'foreignField' to be specified",
    );
  if (!pipeline && local === undefined)
    throw new CommandError(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  if (foreign !== undefined) fieldPath(foreign);
  return {
    from,
    as: fieldPath(as),
    local: local === undefined ? undefined : fieldPath(local),
    foreign,
    let: variables,
    pipeline,
  };
}

function textOf(spec: Doc, name: string): string | undefined {
  const value = spec.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw new CommandError(
    'FailedToParse',
    name === 'from'
      ? `$lookup 'from' field must be a string, but found ${typeOf(value)}`
      : `$lookup argument '${name}: ${shown(value)}' must be a string, is type ${typeOf(value)}`,
  );
}
