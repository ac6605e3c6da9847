import { Arguments } from './arguments';

/** How many a command that lists is to answer at once: `cursor: { batchSize: 2 }`. */
export function cursorBatch(args: Arguments): number | undefined {
  const cursor = args.doc('cursor');
  if (!cursor) return undefined;
  const own = new Arguments(`${args.name}.cursor`, cursor);
  const size = own.count('batchSize');
  own.end();
  return size;
}
