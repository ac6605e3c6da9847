import { CommandError, notHere } from '../error';
import { doc, isDoc, isNumeric, toNumber, type Value } from '../values';
import { collationOf } from './collation';
import type { Call, Command } from './command';
import { collectionName, namespaceOf } from './names';

/** What makes it another kind of collection. */
const KINDS = [
  ...['capped', 'validator', 'validationLevel', 'validationAction', 'timeseries', 'viewOn'],
  ...['pipeline', 'clusteredIndex', 'changeStreamPreAndPostImages', 'encryptedFields'],
  ...['expireAfterSeconds', 'storageEngine', 'indexOptionDefaults', 'size', 'max', 'temp'],
] as const;

/** Manual, "create": a plain collection; what is there already stays as it is. */
export const create: Command = (call) => {
  const { args, database, state } = call;
  const name = collectionName(call);
  if (!collationOf(args).isSimple) throw notHere('A collection with a collation');
  const asked = KINDS.filter((kind) => isAsked(args.value(kind)));
  args.doc('idIndex');
  args.flag('autoIndexId');
  args.end();
  if (asked.length > 0) throw refusal(call, asked);
  state.databases.made(database, name);
  return doc({});
};

/** A flag that is off, or an option without content, changes nothing. */
function isAsked(value: Value | undefined): boolean {
  if (value === undefined || value === false) return false;
  return isDoc(value) ? value.size > 0 : !(isNumeric(value) && toNumber(value) === 0);
}

function refusal(call: Call, asked: readonly string[]): CommandError {
  const there = call.state.databases.collection(call.database, collectionName(call));
  if (there)
    return new CommandError(
      'NamespaceExists',
      `namespace ${namespaceOf(call)} already exists, but with different options: { uuid: UUID("${there.uuid.toString()}") }`,
    );
  const isSized = asked.includes('size') || asked.includes('max');
  if (isSized && !asked.includes('capped'))
    return new CommandError(
      'InvalidOptions',
      "the 'capped' field needs to be true when either the 'size' or 'max' fields are present",
    );
  return notHere(`A collection with the option '${asked[0]!}'`);
}
