import { CommandError, notHere } from '../../error';
import {
  compare,
  type Doc,
  doc,
  int,
  isArray,
  isDoc,
  rankOf,
  shown,
  typeOf,
  type Value,
} from '../../values';
import type { StageParser, StageParsers } from '../stage';

const sortByCount: StageParser = (spec, context, pipeline) => {
  const isOperator = isDoc(spec) && [...spec.keys()][0]?.startsWith('$');
  if (isDoc(spec) && !isOperator)
    throw new CommandError(
      40147,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  if (!isDoc(spec) && typeof spec !== 'string')
    throw new CommandError(
      40149,
      'the sortByCount field must be specified as a string or as an object',
    );
  if (typeof spec === 'string' && !spec.startsWith('$'))
    throw new CommandError(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  return pipeline(
    [
      doc({ $group: doc({ _id: spec, count: doc({ $sum: int(1) }) }) }),
      doc({ $sort: doc({ count: int(-1) }) }),
    ],
    context,
  );
};

const facet: StageParser = (spec, context, pipeline) => {
  if (!isDoc(spec) || spec.size === 0)
    throw new CommandError(40169, 'the $facet specification must be a non-empty object');
  const all = [...spec].map(([name, stages]) => {
    if (name.startsWith('$') || name.includes('.'))
      throw new CommandError(
        'FailedToParse',
        name.startsWith('$')
          ? `FieldPath field names may not start with '$'. Consider using $getField or $setField.`
          : `FieldPath field names may not contain '.'. Consider using $getField or $setField.`,
      );
    if (!isArray(stages))
      throw new CommandError(
        40170,
        `arguments to $facet must be arrays, ${name} is type ${typeOf(stages)}`,
      );
    return [name, pipeline(stages, { ...context, inside: '$facet' })] as const;
  });
  return (docs) => [new Map(all.map(([name, stage]) => [name, stage(docs)]))];
};

const unionWith: StageParser = (spec, context, pipeline) => {
  const named = typeof spec === 'string' ? doc({ coll: spec }) : spec;
  if (!isDoc(named))
    throw new CommandError(
      'FailedToParse',
      `the $unionWith stage specification must be an object or string, but found ${typeOf(spec)}`,
    );
  for (const field of named.keys())
    if (field !== 'coll' && field !== 'pipeline')
      throw new CommandError(
        'IDLUnknownField',
        `BSON field '$unionWith.${field}' is an unknown field.`,
      );
  const name = named.get('coll');
  const stages = named.get('pipeline') ?? [];
  if (typeof name !== 'string') throw notHere('$unionWith without coll');
  if (!isArray(stages))
    throw new CommandError('TypeMismatch', "'pipeline' option must be specified as an array");
  const own = context.collections.of(name);
  const stage = pipeline(stages, {
    ...context,
    inside: '$unionWith',
    collections: { ...context.collections, own },
  });
  return (docs) => [...docs, ...stage(own?.documents ?? [])];
};

interface Bucketing {
  readonly groupBy: Value;
  readonly boundaries: readonly Value[];
  readonly otherwise: Value | undefined;
  readonly output: Doc;
}

/** Into buckets by their boundaries: the lower is in, the upper is out (manual, "$bucket"). */
const bucket: StageParser = (spec, context, pipeline) => {
  const { groupBy, boundaries, otherwise, output } = bucketingOf(spec);
  const branches = boundaries.slice(1).map((upper, at) =>
    doc({
      case: doc({
        $and: [
          doc({ $gte: [groupBy, doc({ $literal: boundaries[at]! })] }),
          doc({ $lt: [groupBy, doc({ $literal: upper })] }),
        ],
      }),
      then: doc({ $literal: boundaries[at]! }),
    }),
  );
  const fallback = otherwise === undefined ? undefined : doc({ $literal: otherwise });
  const _id = doc({ $switch: doc({ branches, default: fallback }) });
  return pipeline(
    [
      doc({ $group: new Map<string, Value>([['_id', _id], ...output]) }),
      doc({ $sort: doc({ _id: int(1) }) }),
    ],
    context,
  );
};

function bucketingOf(spec: Value): Bucketing {
  if (!isDoc(spec))
    throw new CommandError(
      40201,
      `Argument to $bucket stage must be an object, but found type: ${typeOf(spec)}.`,
    );
  for (const name of spec.keys())
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name))
      throw new CommandError(40197, `Unrecognized option to $bucket: ${name}.`);
  const groupBy = spec.get('groupBy');
  const boundaries = spec.get('boundaries');
  if (groupBy === undefined || boundaries === undefined)
    throw new CommandError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  const isPath = typeof groupBy === 'string' && groupBy.startsWith('$');
  const isOperator = isDoc(groupBy) && [...groupBy.keys()][0]?.startsWith('$');
  if (!isPath && !isOperator)
    throw new CommandError(
      40202,
      `The $bucket 'groupBy' field must be defined as a $-prefixed path or an expression, but found: ${shown(groupBy)}.`,
    );
  if (!isArray(boundaries))
    throw new CommandError(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${typeOf(boundaries)}.`,
    );
  checkBoundaries(boundaries);
  const otherwise = spec.get('default');
  checkDefault(otherwise, boundaries);
  const output = spec.get('output') ?? doc({ count: doc({ $sum: int(1) }) });
  if (!isDoc(output))
    throw new CommandError(
      40196,
      `The $bucket 'output' field must be an object, but found type: ${typeOf(output)}.`,
    );
  return { groupBy, boundaries, otherwise, output };
}

function checkBoundaries(boundaries: readonly Value[]): void {
  if (boundaries.length < 2)
    throw new CommandError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  for (const [at, upper] of boundaries.slice(1).entries()) {
    const lower = boundaries[at]!;
    if (rankOf(lower) !== rankOf(upper))
      throw new CommandError(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeOf(lower)} and ${typeOf(upper)}.`,
      );
    if (compare(lower, upper) >= 0)
      throw new CommandError(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${at} and ${at + 1} are not in ascending order (${shown(lower)} is not less than ${shown(upper)}).`,
      );
  }
}

function checkDefault(otherwise: Value | undefined, boundaries: readonly Value[]): void {
  const [lowest, highest] = [boundaries[0]!, boundaries.at(-1)!];
  if (otherwise === undefined || rankOf(otherwise) !== rankOf(lowest)) return;
  if (compare(otherwise, lowest) >= 0 && compare(otherwise, highest) < 0)
    throw new CommandError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
}

/** Stages made of others (manual, "Aggregation Stages"). */
export const gather: StageParsers = {
  $sortByCount: sortByCount,
  $facet: facet,
  $unionWith: unionWith,
  $bucket: bucket,
};
