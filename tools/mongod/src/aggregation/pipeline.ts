import { CommandError, notHere } from '../error';
import { type Doc, isDoc, type Value } from '../values';
import { filterOf } from './filter';
import type { PipelineContext, Stage, StageParser, StageParsers } from './stage';
import { gather } from './stages/gather';
import { group } from './stages/group';
import { lookup } from './stages/lookup';
import { merge } from './stages/merge';
import { out } from './stages/out';
import { reshape, type Reshaping } from './stages/reshape';
import { select } from './stages/select';
import { sources } from './stages/sources';
import { unwind } from './stages/unwind';

const STAGES: StageParsers = {
  ...select,
  ...Object.fromEntries(Object.entries(reshape).map(([name, each]) => [name, ofEach(each)])),
  ...gather,
  ...sources,
  $group: group,
  $unwind: unwind,
  $lookup: lookup,
  $out: out,
  $merge: merge,
};

/** Those of a mongod 7.0 that are not here (manual, "Aggregation Stages"). */
const NOT_HERE: ReadonlySet<string> = new Set([
  ...['$bucketAuto', '$currentOp', '$densify', '$fill', '$geoNear', '$graphLookup', '$indexStats'],
  ...['$listSessions', '$planCacheStats', '$redact'],
  ...[
    '$search',
    '$searchMeta',
    '$setWindowFields',
    '$vectorSearch',
    '$changeStreamSplitLargeEvent',
  ],
]);

/** Whether a mongod has a stage of this name. */
export function isStage(name: string): boolean {
  return Object.hasOwn(STAGES, name) || NOT_HERE.has(name) || name === '$changeStream';
}

/** Where a stage may not stand. */
const NOT_INSIDE: Readonly<Record<string, readonly string[]>> = {
  $facet: ['$facet', '$out', '$merge', '$collStats', '$documents', '$listLocalSessions'],
  $lookup: ['$out', '$merge'],
  $unionWith: ['$out', '$merge'],
};

/**
 * A pipeline on the documents of a collection.
 *
 * @returns what it comes to
 * @throws CommandError in the words of a mongod, if one of the stages is none
 */
export function parsePipeline(
  stages: readonly Value[],
  context: PipelineContext,
): () => readonly Doc[] {
  const [first, ...rest] = stages;
  const { own } = context.collections;
  const asked =
    first !== undefined && isDoc(first) && first.size === 1 ? first.get('$match') : undefined;
  if (asked === undefined || !isDoc(asked)) {
    const stage = pipelineOf(stages, context);
    return () => stage(own?.documents ?? []);
  }
  // A filter that comes first can use indexes.
  const filter = filterOf(asked, context.environment);
  const stage = pipelineOf(rest, context, 1);
  return () => stage(own ? Array.from(own.find(filter), ([, each]) => each) : []);
}

function ofEach(reshaping: Reshaping): StageParser {
  return (spec, { environment }, _, name) => {
    const change = reshaping(spec, environment, name);
    return (docs) => docs.map(change);
  };
}

/** @param before how many stages stand before these */
function pipelineOf(stages: readonly Value[], context: PipelineContext, before = 0): Stage {
  const all = stages.map((each, at) =>
    stageOf(each, at + before, at === stages.length - 1, context),
  );
  return (docs) => all.reduce((left, stage) => stage(left), docs);
}

function stageOf(spec: Value, at: number, isLast: boolean, context: PipelineContext): Stage {
  const [name, operand] = stageIn(spec);
  if (name === '$changeStream')
    throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets');
  if (NOT_HERE.has(name)) throw notHere(name);
  if (!Object.hasOwn(STAGES, name))
    throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
  checkPlace(name, at, isLast, context.inside);
  return STAGES[name]!(operand, context, pipelineOf, name);
}

/** @throws CommandError unless it is a document with one field */
export function stageIn(spec: Value): [string, Value] {
  if (!isDoc(spec))
    throw new CommandError(
      'TypeMismatch',
      "Each element of the 'pipeline' array must be an object",
    );
  const [stage] = spec;
  if (!stage || spec.size !== 1)
    throw new CommandError(
      40323,
      'A pipeline stage specification object must contain exactly one field.',
    );
  return stage;
}

function checkPlace(
  name: string,
  at: number,
  isLast: boolean,
  inside: PipelineContext['inside'],
): void {
  if (inside && NOT_INSIDE[inside]?.includes(name))
    throw inside === '$facet'
      ? new CommandError(40600, `${name} is not allowed to be used within a $facet stage`)
      : new CommandError(51047, `${name} is not allowed within a ${inside}'s sub-pipeline`);
  if (name in sources && at > 0)
    throw new CommandError(40602, `${name} is only valid as the first stage in a pipeline`);
  if ((name === '$out' || name === '$merge') && !isLast)
    throw new CommandError(40601, `${name} can only be the final stage in the pipeline`);
}
