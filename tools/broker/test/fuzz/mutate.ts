import type { Random } from '../random';

/** Bytes that parsers stumble over: line ends, blanks, wildcards, lengths, ends of varints. */
const TOKENS = [
  '\r\n',
  '\n',
  '\r',
  ' ',
  '\t',
  '.',
  '..',
  '*',
  '>',
  '"',
  "'",
  '{',
  '}',
  '\0',
  '\xff',
  '-1',
  '0',
  '1048576',
  '1048577',
  '999999999',
  '4294967296',
  '18446744073709551616',
  'PUB ',
  'SUB ',
  'UNSUB ',
  'CONNECT ',
  'PING\r\n',
  'PONG\r\n',
  'INFO {}\r\n',
  'HPUB ',
  '-ERR ',
  // A letter, and letters whose low byte is a line end or a blank.
  '\xc3\xbc',
  '\xc4\x8a',
  '\xc4\x8d',
  '\xc4\xa0',
  '\x1b[2J',
  '\x7f',
  '\u00a0',
  '+OK\r\n',
  '\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01',
  '\xff\xff\xff\xff\x0f',
  // 2^63 - 1.
  '\xff\xff\xff\xff\xff\xff\xff\xff\x7f',
  '\x08\x00',
  '\x0a\xff\x01',
].map((token) => Buffer.from(token, 'latin1'));

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const at = (bytes: Buffer, random: Random): number => random.below(bytes.length + 1);
const replace = (bytes: Buffer, start: number, end: number, by: Buffer): Buffer =>
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
  function insert(bytes, random) {
    const start = at(bytes, random);
    return replace(bytes, start, start, random.pick(TOKENS));
  },
  function remove(bytes, random) {
    return replace(bytes, ...some(bytes, random), Buffer.alloc(0));
  },
  function repeat(bytes, random) {
    const [start, end] = some(bytes, random);
    const piece = bytes.subarray(start, end);
    return replace(bytes, start, start, Buffer.concat(Array<Buffer>(random.below(8)).fill(piece)));
  },
  function cut(bytes, random) {
    return bytes.subarray(0, at(bytes, random));
  },
  function lengthen(bytes, random) {
    const start = at(bytes, random);
    return replace(bytes, start, start, Buffer.alloc(random.below(5000), random.below(256)));
  },
];

/** A copy of `bytes` with one to four things done to it. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    mutated = random.pick(MUTATIONS)(mutated, random);
  }
  return mutated;
}
