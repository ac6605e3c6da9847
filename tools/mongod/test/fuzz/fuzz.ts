import { Random } from '@workbook/random';
import { ConnectionFuzzer } from './connections';
import { fuzzDecoder, fuzzFrames } from './readers';

/** How many broken inputs each part was given. */
export interface FuzzReport {
  readonly documents: number;
  /** Of `documents`, those that were taken. */
  readonly taken: number;
  readonly streams: number;
  readonly commands: number;
}

/**
 * Gives a third of `inputs` each to the decoder of documents, to the reader of messages and, in whole
 * connections, to a running server.
 *
 * @param seed the same one gives the same inputs
 * @throws at the first input that is not dealt with; the message has it
 */
export async function fuzz(inputs: number, seed: number): Promise<FuzzReport> {
  const random = new Random(seed);
  const third = Math.ceil(inputs / 3);
  let taken = 0;
  for (let count = 0; count < third; count++) {
    if (fuzzDecoder(random)) taken++;
    fuzzFrames(random);
  }
  const fuzzer = new ConnectionFuzzer();
  await fuzzer.start();
  let commands = 0;
  try {
    while (commands < third) commands += await fuzzer.run(random);
  } finally {
    await fuzzer.stop();
  }
  return { documents: third, taken, streams: third, commands };
}
