import { BSONError, decode, encode } from '../../src/values';
import { Frames, readRequest, WireError } from '../../src/wire';
import { messageOf } from '../raw-client';
import type { Random } from '@workbook/random';
import { COMMANDS } from './commands';
import { mutate, mutateInside } from './mutate';
import { anyValue } from './values';

/**
 * Bytes are a document or refused; a document that was taken is the same when it is written and read again.
 *
 * @returns true if they were taken
 * @throws if it is not the same, or something else than a BSONError was thrown
 */
export function fuzzDecoder(random: Random): boolean {
  const valid = Buffer.from(encode(new Map([['a', anyValue(random, 4)]])));
  const bytes = random.below(3) === 0 ? mutate(valid, random) : mutateInside(valid, random);
  let document;
  try {
    document = decode(bytes);
  } catch (error) {
    if (error instanceof BSONError) return false;
    throw new Error(`${bytes.toString('hex')} is met by ${String(error)}`, { cause: error });
  }
  const once = encode(document);
  const twice = encode(decode(once));
  if (Buffer.compare(once, twice) !== 0)
    throw new Error(`${bytes.toString('hex')} is written as ${Buffer.from(once).toString('hex')}`);
  return true;
}

/**
 * A stream in any pieces is messages, and these are requests, or both are refused.
 *
 * @throws if something else than a WireError was thrown
 */
export function fuzzFrames(random: Random): void {
  const valid = messageOf(random.pick(COMMANDS));
  const stream = Buffer.concat([
    valid,
    random.below(2) === 0 ? mutate(valid, random) : mutateInside(valid, random),
    valid,
  ]);
  const frames = new Frames();
  try {
    for (let at = 0; at < stream.length;) {
      const end = at + 1 + random.below(stream.length);
      for (const frame of frames.push(stream.subarray(at, end))) readRequest(frame);
      at = end;
    }
  } catch (error) {
    if (error instanceof WireError) return;
    throw new Error(`${stream.toString('hex')} is met by ${String(error)}`, { cause: error });
  }
}
