import { notHere } from '../error';
import type { Arguments } from './arguments';

/** A collation other than the simple one, which compares bytes, is not here. @throws CommandError 238 */
export function refuseCollation(args: Arguments): void {
  const collation = args.doc('collation');
  if (collation && collation.size > 0 && collation.get('locale') !== 'simple')
    throw notHere('A collation');
}
