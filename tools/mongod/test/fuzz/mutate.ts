import type { Random } from '../random';

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

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const at = (bytes: Buffer, random: Random): number => random.below(bytes.length + 1);
const replaced = (bytes: Buffer, start: number, end: number, by: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, start), by, bytes.subarray(end)]);
const some = (bytes: Buffer, random: Random): [number, number] => {
  const start = at(bytes, random);
  return [start, Math.min(bytes.length, start + random.below(16))];
};

const MUTATIONS: readonly Mutation[] = [
  function flip(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  function overwrite(bytes, random) {
    const token = random.pick(TOKENS);
    const start = at(bytes, random);
    return replaced(bytes, start, Math.min(bytes.length, start + token.length), token);
  },
  function insert(bytes, random) {
    const start = at(bytes, random);
    return replaced(bytes, start, start, random.pick(TOKENS));
  },
  function remove(bytes, random) {
    return replaced(bytes, ...some(bytes, random), Buffer.alloc(0));
  },
  function repeat(bytes, random) {
    const [start, end] = some(bytes, random);
    const piece = bytes.subarray(start, end);
    return replaced(bytes, start, start, Buffer.concat(Array<Buffer>(random.below(8)).fill(piece)));
  },
  function cut(bytes, random) {
    return bytes.subarray(0, at(bytes, random));
  },
];

/** A copy of `bytes` with one to four things done to it. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let left = 1 + random.below(4); left > 0; left -= 1)
    mutated = random.pick(MUTATIONS)(mutated, random);
  return mutated;
}

/** The same with its length in the first four bytes put right, so that what stands inside is read. */
export function mutateInside(bytes: Buffer, random: Random): Buffer {
  const mutated = Buffer.from(mutate(bytes, random));
  if (mutated.length >= 4) mutated.writeInt32LE(mutated.length, 0);
  return mutated;
}
