import { asStored } from '../documents';
import { CommandError } from '../error';
import type { Equality, Filter } from '../query';
import type { Doc, Value } from '../values';
import { canHave, childOf, withChild } from './child';
import { namesIn } from './path';
import type { Update } from './update';

/**
 * The document that an upsert inserts: what the filter wants fields to be equal to, and the update applied to
 * that (manual, "update"). A replacement takes the `_id` alone from the filter.
 *
 * @throws CommandError 54 if the filter wants two values for a field
 */
export function upserted(filter: Filter, update: Update, now: () => Date): Doc {
  const isWhole = update.kind === 'replacement';
  const document = beginning(isWhole ? ofID(filter.saidEqual) : filter.saidEqual);
  const occasion = { document, matched: undefined, isInsert: true, now };
  return asStored(update.apply(occasion), 'upsert');
}

function ofID(said: readonly Equality[]): readonly Equality[] {
  return said.filter(([path]) => {
    if (!path.startsWith('_id.')) return path === '_id';
    throw new CommandError(
      'NotExactValueField',
      `field at '_id' must be exactly specified, field at sub-path '${path}'found`,
    );
  });
}

function beginning(said: readonly Equality[]): Doc {
  said.forEach(([path], at) => said.slice(0, at).forEach(([other]) => refuseBoth(path, other)));
  return said.reduce<Doc>(
    (document, [path, value]) => withValue(document, namesIn(path), value) as Doc,
    new Map(),
  );
}

function refuseBoth(path: string, other: string): void {
  const wrong =
    path === other
      ? `path '${path}' is matched twice`
      : path.startsWith(`${other}.`)
        ? `both paths '${path}' and '${other}' are matched`
        : other.startsWith(`${path}.`)
          ? `both paths '${other}' and '${path}' are matched`
          : undefined;
  if (wrong !== undefined)
    throw new CommandError('NotSingleValueField', `cannot infer query fields to set, ${wrong}`);
}

function withValue(at: Value, path: readonly string[], value: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const child = canHave(at, name) ? childOf(at, name) : undefined;
  return withChild(at, name, withValue(child ?? new Map<string, Value>(), rest, value));
}
