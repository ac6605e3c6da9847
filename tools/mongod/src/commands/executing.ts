import { CommandError } from '../error';
import { DEEPEST, type Doc, encode, isArray, isDoc, type Value } from '../values';

/** An answer may have documents that are a little larger than those that are stored. */
const LARGEST_RESULT = 16 * 1024 * 1024 + 16 * 1024;

/** What goes wrong with a document, not with the command, is told with this before it. @throws CommandError */
export function executing<T>(before: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error.within(before);
    // Values that were made so large, or so deep, that this server cannot walk through them.
    if (error instanceof RangeError)
      throw new CommandError('Overflow', error.message).within(before);
    throw error;
  }
}

/** Documents that were worked out, if they can be sent. @throws CommandError 15, 10334 */
export function sendable(docs: readonly Doc[]): readonly Doc[] {
  for (const doc of docs) {
    if (isDeeper(doc, DEEPEST))
      throw new CommandError(
        'Overflow',
        `cannot convert document to BSON because it exceeds the limit of ${DEEPEST} levels of nesting`,
      );
    if (sizeOf(doc) > LARGEST_RESULT)
      throw new CommandError(
        'BSONObjectTooLarge',
        `BSONObj size is invalid. Size must be between 0 and ${LARGEST_RESULT}(16MB)`,
      );
  }
  return docs;
}

function isDeeper(value: Value, levels: number): boolean {
  if (!isDoc(value) && !isArray(value)) return false;
  if (levels === 0) return true;
  for (const each of value.values()) if (isDeeper(each, levels - 1)) return true;
  return false;
}

/** In bytes; Infinity if it is so much that it cannot be written. */
function sizeOf(doc: Doc): number {
  try {
    return encode(doc).length;
  } catch {
    return Infinity;
  }
}
