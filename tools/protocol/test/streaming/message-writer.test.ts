import { MessageWriter, MsgProto, PublishReader, PubMsg } from '../../src';

function published(reply: string, data: Buffer): PublishReader {
  const reader = new PublishReader();
  const [clientID, guid, subject] = ['ann', 'guid', 'not looked at'];
  reader.read(PubMsg.encode({ clientID, guid, subject, reply, data }));
  return reader;
}

/** The message as it is written by hand, with what stood around it. */
function written(subject: string, ...message: Parameters<MessageWriter['prepare']>): Buffer {
  const writer = new MessageWriter(subject).prepare(...message);
  const target = Buffer.alloc(writer.size + 5, 0xee);
  writer.write(target, 2);
  expect([target.subarray(0, 2), target.subarray(-3)]).toEqual([
    Buffer.alloc(2, 0xee),
    Buffer.alloc(3, 0xee),
  ]);
  return target.subarray(2, -3);
}

test.each([
  [1, 'foo', '', 'one', 1_795_402_676_678_087_168],
  [127, 'f', '', '', 1],
  [128, 'föö', 'reply.here', 'x'.repeat(127), 127],
  [16_383, 'foo', 'ä', 'x'.repeat(128), 128],
  [16_384, 'n'.repeat(300), '', 'x'.repeat(70_000), 2 ** 31],
  [2 ** 32, 'foo', '', 'x', 2 ** 35 - 1],
  [Number.MAX_SAFE_INTEGER, 'foo', '', '', 2 ** 62],
])(
  'sequence %d on %s, reply "%s": the bytes of the library',
  (sequence, subject, reply, text, timestamp) => {
    const data = Buffer.from(text);
    expect(written(subject, sequence, published(reply, data), timestamp)).toEqual(
      MsgProto.encode({ sequence, subject, reply, data, timestamp }),
    );
  },
);
