import { CommandError } from '../error';
import { DuplicateKeyError } from '../storage';
import { type Doc, doc, int, type Value } from '../values';

/** As many writes as hello says. */
export const MOST_WRITES = 100_000;

/** What one write of a batch did. */
export interface Written {
  /** Documents that it matched, inserted or deleted. */
  readonly n: number;
  /** Documents that it changed, of an update. */
  readonly modified?: number;
  /** The `_id` of what it inserted for want of a match. */
  readonly upserted?: Value;
}

/**
 * Carries out the writes of a batch (manual, "insert", "update", "delete"): in order up to the first that
 * fails, or all of them.
 *
 * @param areModifiedCounted the answer says how many documents were changed
 * @returns what they did, and `writeErrors` with those that failed
 * @throws CommandError if there is none, or there are too many
 */
export function writeEach<T>(
  writes: readonly T[],
  isOrdered: boolean,
  run: (write: T) => Written,
  areModifiedCounted = false,
): Doc {
  if (writes.length === 0 || writes.length > MOST_WRITES)
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MOST_WRITES}. Got ${writes.length} operations.`,
    );
  let [n, modified] = [0, 0];
  const upserted: Doc[] = [];
  const errors: Doc[] = [];
  for (const [index, write] of writes.entries()) {
    try {
      const written = run(write);
      n += written.n;
      modified += written.modified ?? 0;
      if (written.upserted !== undefined)
        upserted.push(doc({ index: int(index), _id: written.upserted }));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(new Map([['index', int(index)], ...errorFields(error)]));
      if (isOrdered) break;
    }
  }
  return doc({
    n: int(n),
    upserted: upserted.length > 0 ? upserted : undefined,
    nModified: areModifiedCounted ? int(modified) : undefined,
    writeErrors: errors.length > 0 ? errors : undefined,
  });
}

/** What is told of an error: for a duplicate key also of which index, and of which values. */
export function errorFields(error: CommandError): Doc {
  const fields = { code: int(error.code), errmsg: error.message };
  if (!(error instanceof DuplicateKeyError)) return doc(fields);
  return doc({ ...fields, keyPattern: error.spec.key, keyValue: error.keyValue });
}
