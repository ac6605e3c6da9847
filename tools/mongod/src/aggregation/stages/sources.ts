import { CommandError, notHere } from '../../error';
import { parseExpression } from '../../expression';
import { doc, int, isArray, isDoc, typeOf, type Value } from '../../values';
import type { StageParser, StageParsers } from '../stage';

/** `{ count: {} }`, as older drivers ask for the estimated count. */
const collStats: StageParser = (spec, { collections }) => {
  if (!isDoc(spec))
    throw new CommandError(
      5447000,
      `$collStats must take a nested object but found: $collStats: ${typeOf(spec)}`,
    );
  for (const name of spec.keys()) if (name !== 'count') throw notHere(`$collStats with ${name}`);
  const { own, namespace } = collections;
  if (spec.has('count') && !own)
    throw new CommandError(
      'NamespaceNotFound',
      `Unable to retrieve count in $collStats stage :: caused by :: Collection [${namespace}] not found.`,
    );
  return () => [
    doc({
      ns: namespace,
      host: collections.address,
      localTime: new Date(collections.clock.wall()),
      count: spec.has('count') ? int(own!.size) : undefined,
    }),
  ];
};

const documents: StageParser = (spec, { environment }) => {
  const list = parseExpression(spec, environment)(new Map<string, Value>());
  if (list === undefined || !isArray(list))
    throw new CommandError(5858203, 'an array is expected as the argument of $documents');
  return () =>
    list.map((each) => {
      if (isDoc(each)) return each;
      throw new CommandError(40228, `Expected objects in $documents, found ${typeOf(each)}`);
    });
};

/** Stages that begin a pipeline: what comes to them is nothing (manual, "$collStats", "$documents"). */
export const sources: StageParsers = { $collStats: collStats, $documents: documents };
