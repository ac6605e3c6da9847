import { Ack, CommandParser, MsgProto } from '@workbook/protocol';
import { AckWriter } from '../src/client/ack-writer';

/** The sequences that the server would read. */
function acknowledged(written: readonly Buffer[]): number[] {
  const sequences: number[] = [];
  const unexpected = (): never => {
    throw new Error('This is no ack.');
  };
  const parser = new CommandParser({
    connect: unexpected,
    subscribe: unexpected,
    unsubscribe: unexpected,
    ping: unexpected,
    pong: unexpected,
    violation: unexpected,
    publish(subject, _reply, payload) {
      const ack = Ack.decode(payload);
      expect([subject, ack.subject]).toEqual(['_INBOX.acks', 'orders']);
      sequences.push(ack.sequence);
    },
  });
  for (const bytes of written) parser.push(bytes);
  return sequences;
}

test('acks name the sequences of the messages, however long they are', () => {
  const written: Buffer[] = [];
  const writer = new AckWriter('_INBOX.acks', 'orders', (bytes) => written.push(bytes));
  const sequences = [1, 127, 128, 16_383, 16_384, 1_000_000, 2 ** 32];
  for (const sequence of sequences) {
    writer.add(MsgProto.encode({ sequence, subject: 'orders' }), 1);
  }
  expect(written).toEqual([]);
  writer.flush();
  expect(acknowledged(written)).toEqual(sequences);
});

test('what was handed over is not written to again', () => {
  const written: Buffer[] = [];
  const writer = new AckWriter('_INBOX.acks', 'orders', (bytes) => written.push(bytes));
  const sequences = Array.from({ length: 5000 }, (_, index) => index + 1);
  for (const sequence of sequences) {
    writer.add(MsgProto.encode({ sequence, subject: 'orders' }), 1);
    if (sequence % 7 === 0) writer.flush();
  }
  writer.flush();
  expect(acknowledged(written)).toEqual(sequences);
});
