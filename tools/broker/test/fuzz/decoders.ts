import { isDeepStrictEqual } from 'node:util';
import { MESSAGES } from './inputs';
import { mutate } from './mutate';
import type { Random } from '@workbook/random';

/** Numbers that a double cannot hold are rounded when they are read, which is known. */
const exact = (value: unknown): boolean => typeof value !== 'number' || Number.isSafeInteger(value);

/**
 * A decoder takes bytes or refuses them; what it took is the same when it is written and read again.
 *
 * @returns true if it took them
 * @throws if it is not the same, or something else than an Error was thrown
 */
export function fuzzDecoder(random: Random): boolean {
  const { schema, valid } = random.pick(MESSAGES);
  const bytes = mutate(valid, random);
  let values;
  try {
    values = schema.decode(bytes);
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
  const again = schema.decode(schema.encode(values));
  if (Object.values(values).every(exact) && !isDeepStrictEqual(values, again)) {
    throw new Error(`${bytes.toString('hex')} is read as ${JSON.stringify([values, again])}`);
  }
  return true;
}
