import { messageSize, MsgProto, writeMessage } from '../../src';

/** The message as it is laid out by hand, with what stood around it. */
function laidOut(parts: Parameters<typeof writeMessage>[0]): Buffer {
  const target = Buffer.alloc(messageSize(parts) + 3, 0xee);
  writeMessage(parts, target.subarray(0, -3));
  expect(target.subarray(-3)).toEqual(Buffer.alloc(3, 0xee));
  return target.subarray(0, -3);
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
    expect(laidOut({ sequence, subject: Buffer.from(subject), reply, data, timestamp })).toEqual(
      MsgProto.encode({ sequence, subject, reply, data, timestamp }),
    );
  },
);
