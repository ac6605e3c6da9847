import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const MAX_FILLER = 1500;

/** The message `number` of `publisher`: who it is, and bytes that follow from that, so that a torn one shows. */
export function payloadOf(publisher: string, number: number): Buffer {
  const random = xoroshiro128plus(number);
  const filler = Buffer.alloc(uniformInt(random, 0, MAX_FILLER), `${number}.`);
  return Buffer.concat([Buffer.from(`${publisher} ${number} `), filler]);
}

/** @returns whose message it is; `undefined` if nobody published these bytes */
export function authorOf(payload: Buffer): { publisher: string; number: number } | undefined {
  const [, publisher, digits] = /^(\S+) (\d+) /.exec(payload.toString('latin1', 0, 60)) ?? [];
  if (publisher === undefined || digits === undefined) return undefined;
  const number = Number(digits);
  return payloadOf(publisher, number).equals(payload) ? { publisher, number } : undefined;
}
