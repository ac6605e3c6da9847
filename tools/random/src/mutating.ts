import type { Random } from './random';

type Mutation = (bytes: Buffer, random: Random, tokens: readonly Buffer[]) => Buffer;

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
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  function overwriteBy(bytes, random, tokens) {
    const token = random.pick(tokens);
    const start = at(bytes, random);
    return replaced(bytes, start, Math.min(bytes.length, start + token.length), token);
  },
  function insert(bytes, random, tokens) {
    const start = at(bytes, random);
    return replaced(bytes, start, start, random.pick(tokens));
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
  function lengthen(bytes, random) {
    const start = at(bytes, random);
    return replaced(bytes, start, start, Buffer.alloc(random.below(5000), random.below(256)));
  },
];

/**
 * @param tokens bytes that whoever reads stumbles over
 * @returns what makes a copy of bytes with one to four things done to it
 */
export function mutating(tokens: readonly Buffer[]): (bytes: Buffer, random: Random) => Buffer {
  return (bytes, random) => {
    let mutated = bytes;
    for (let left = 1 + random.below(4); left > 0; left -= 1) {
      mutated = random.pick(MUTATIONS)(mutated, random, tokens);
    }
    return mutated;
  };
}
