import { Ack, AckReader, PublishField, PublishReader, PubMsg } from '@workbook/protocol';
import { isDeepStrictEqual } from 'node:util';
import { MESSAGES } from './inputs';
import { mutate } from './mutate';
import type { Random } from '@workbook/random';

const acks = new AckReader();
const publishes = new PublishReader();

/** The readers of what comes most often, beside the decoders that they stand in for. */
const PAIRS = [
  {
    schema: Ack,
    read: (bytes: Buffer): Ack => {
      acks.read(bytes);
      const { subjectStart, subjectEnd, sequence } = acks;
      return { subject: acks.bytes.toString('utf8', subjectStart, subjectEnd), sequence };
    },
  },
  {
    schema: PubMsg,
    read: (bytes: Buffer): PubMsg => {
      publishes.read(bytes);
      const part = (field: PublishField): Buffer =>
        Buffer.from(publishes.bytes.subarray(publishes.start(field), publishes.end(field)));
      return {
        clientID: publishes.text(PublishField.clientID),
        guid: publishes.text(PublishField.guid),
        subject: publishes.text(PublishField.subject),
        reply: publishes.text(PublishField.reply),
        data: part(PublishField.data),
        connID: part(PublishField.connID),
      };
    },
  },
].map((pair) => ({ ...pair, ...MESSAGES.find(({ schema }) => schema === pair.schema)! }));

/**
 * A reader takes what its decoder takes, and finds the same in it.
 *
 * @throws if it does not
 */
export function fuzzReader(random: Random): void {
  const { schema, read, valid } = random.pick(PAIRS);
  const bytes = mutate(valid, random);
  const [expected, found] = [outcome(() => schema.decode(bytes)), outcome(() => read(bytes))];
  // Bytes that are no text are read as one replacement or another.
  const isText = !JSON.stringify([expected, found]).includes('\ufffd');
  if (isText && !isDeepStrictEqual(expected, found)) {
    throw new Error(`${bytes.toString('hex')} is read as ${JSON.stringify([expected, found])}`);
  }
}

function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return 'refused';
    throw error;
  }
}
