import { ConnectionFuzzer } from './connections';
import { fuzzDecoder } from './decoders';
import { fuzzDuration } from './durations';
import { fuzzParser } from './parser';
import { fuzzReader } from './readers';
import { Random } from '@workbook/random';

/** How many mutated inputs each part was given. */
export interface FuzzReport {
  readonly parser: number;
  readonly decoders: number;
  /** Of `decoders`, those that were taken. */
  readonly taken: number;
  readonly connections: number;
}

/**
 * Gives a third of `inputs` each to the parser of NATS commands, to the decoders of streaming messages
 * and, in whole connections, to a running broker.
 *
 * @param seed the same one gives the same inputs
 * @throws at the first input that is not dealt with; the message has it
 */
export async function fuzz(inputs: number, seed: number): Promise<FuzzReport> {
  const random = new Random(seed);
  const third = Math.ceil(inputs / 3);
  for (let count = 0; count < third; count += 1) fuzzParser(random);
  let taken = 0;
  for (let count = 0; count < third; count += 1) {
    if (fuzzDecoder(random)) taken += 1;
    fuzzReader(random);
    fuzzDuration(random);
  }
  const fuzzer = new ConnectionFuzzer();
  await fuzzer.start();
  let connections = 0;
  try {
    while (connections < third) connections += await fuzzer.run(random);
  } finally {
    await fuzzer.stop();
  }
  return { parser: third, decoders: third, taken, connections };
}
