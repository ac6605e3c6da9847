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

/** Manual, "$listLocalSessions": nobody has to say who he is, so that all are everybody's. */
const listLocalSessions: StageParser = (spec, { collections, inside, sessions }, _, name) => {
  if (inside || !collections.namespace.endsWith('.$cmd.aggregate'))
    throw new CommandError(
      'InvalidNamespace',
      `${name} must be run against the database with {aggregate: 1}, not a collection`,
    );
  if (!isDoc(spec))
    throw new CommandError(
      'TypeMismatch',
      `${name} options must be specified in an object, but found: ${typeOf(spec)}`,
    );
  for (const field of spec.keys()) {
    if (field === 'users') throw notHere(`${name} with users`);
    if (field !== 'allUsers')
      throw new CommandError(
        'IDLUnknownField',
        `BSON field '${name}.${field}' is an unknown field.`,
      );
  }
  return sessions;
};

/** Stages that begin a pipeline: what comes to them is nothing (manual, "Aggregation Stages"). */
export const sources: StageParsers = {
  $collStats: collStats,
  $documents: documents,
  $listLocalSessions: listLocalSessions,
};
