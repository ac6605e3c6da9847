import { mutating, type Random } from '@workbook/random';

/** Bytes that a reader of BSON and of messages stumbles over: lengths, types, ends, halves of letters. */
const TOKENS = [
  [0],
  [0xff],
  [0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff],
  [0x00, 0x00, 0x00, 0x80],
  [4, 0, 0, 0],
  [5, 0, 0, 0, 0],
  // 48,000,000 and one more.
  [0x00, 0x6c, 0xdc, 0x02],
  [0x01, 0x6c, 0xdc, 0x02],
  [0xc3],
  [0xed, 0xa0, 0x80],
  // Types, each with the name "a".
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 18, 19, 0x7f, 0x80].map((type) => [
    type,
    0x61,
    0,
  ]),
].map((bytes) => Buffer.from(bytes));

/** A copy of bytes with one to four things done to it. */
export const mutate = mutating(TOKENS);

/** The same with its length in the first four bytes put right, so that what stands inside is read. */
export function mutateInside(bytes: Buffer, random: Random): Buffer {
  const mutated = Buffer.from(mutate(bytes, random));
  if (mutated.length >= 4) mutated.writeInt32LE(mutated.length, 0);
  return mutated;
}
