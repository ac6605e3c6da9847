import { parsePipeline, type PipelineContext, stageIn } from '../aggregation';
import { CommandError, notHere } from '../error';
import { isNumeric, toNumber, type Value } from '../values';
import { mergeTarget, replace } from './aggregate-ports';
import { Arguments } from './arguments';
import { collationOf } from './collation';
import type { Call, Command } from './command';
import { executing, sendable } from './executing';
import { environmentOf } from './expressions';
import { checkHint } from './hint';
import { collectionName } from './names';

/** Manual, "aggregate". */
export const aggregate: Command = (call) => {
  const { args, database, state } = call;
  const stages = args.needed('pipeline', args.list('pipeline'));
  const name = sourceOf(call, stages);
  const batchSize = batchSizeOf(args);
  const variables = args.doc('let');
  const environment = environmentOf(variables, state.clock, collationOf(args));
  const hint = args.value('hint');
  for (const field of ['allowDiskUse', 'bypassDocumentValidation']) args.value(field);
  args.end();
  const namespace = `${database}.${name ?? '$cmd.aggregate'}`;
  const own = name === undefined ? undefined : state.databases.collection(database, name);
  checkHint(own, hint);
  const context: PipelineContext = {
    database,
    environment,
    sessions: () => state.sessions.told,
    collections: {
      own,
      namespace,
      address: state.address,
      clock: state.clock,
      of: (other) => state.databases.collection(database, other),
      target: (into, other) => mergeTarget(state, into, other, variables),
      replace: (into, other, docs) => replace(state.databases, into, other, docs),
    },
  };
  const pipeline = parsePipeline(stages, context);
  const found = executing('PlanExecutor error during aggregation', () => sendable(pipeline()));
  return state.cursors.first(namespace, found, batchSize);
};

/** Stages that begin a pipeline of `aggregate: 1`. */
const READ_NONE: readonly string[] = ['$documents', '$listLocalSessions'];

/** @returns the collection's name; undefined for `aggregate: 1`, which reads none */
function sourceOf(call: Call, stages: readonly Value[]): string | undefined {
  const [value] = call.body.values();
  const [first] = stages;
  const stage = first === undefined ? undefined : stageIn(first)[0];
  const readsNone = value !== undefined && isNumeric(value) && toNumber(value) === 1;
  if (!readsNone) {
    const name = collectionName(call);
    if (stage !== '$documents') return name;
    throw new CommandError('InvalidNamespace', "'$documents' can only be run with {aggregate: 1}");
  }
  if (stage !== undefined && READ_NONE.includes(stage)) return undefined;
  throw new CommandError(
    'InvalidNamespace',
    stage === undefined
      ? '{aggregate: 1} is not valid for an empty pipeline.'
      : `{aggregate: 1} is not valid for '${stage}'; a collection is required.`,
  );
}

function batchSizeOf(args: Arguments): number | undefined {
  if (args.flag('explain')) throw notHere('explain');
  const cursor = args.doc('cursor');
  if (!cursor)
    throw new CommandError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  const own = new Arguments('cursor', cursor);
  const batchSize = own.count('batchSize');
  own.end();
  return batchSize;
}
