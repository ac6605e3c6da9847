import { CommandError, notHere } from '../../error';
import { isDoc, typeOf, type Value } from '../../values';
import type { PipelineContext, StageParser } from '../stage';

/** Puts the documents in the place of a whole collection (manual, "$out"). */
export const out: StageParser = (spec, context) => {
  const { database, name } = target(spec, context);
  return (docs) => {
    context.collections.replace(database, name, docs);
    return [];
  };
};

function target(spec: Value, { database }: PipelineContext): { database: string; name: string } {
  if (typeof spec === 'string') return { database, name: spec };
  if (!isDoc(spec))
    throw new CommandError(
      16990,
      `$out only supports a string or object argument, but found ${typeOf(spec)}`,
    );
  const [db, coll] = [spec.get('db'), spec.get('coll')];
  if (spec.has('timeseries')) throw notHere('$out with timeseries');
  if (typeof db !== 'string' || typeof coll !== 'string')
    throw new CommandError(
      'IDLFailedToParse',
      `BSON field '$out.${typeof db === 'string' ? 'coll' : 'db'}' is missing but a required field`,
    );
  return { database: db, name: coll };
}
