import {
  Ack,
  ConnectRequest,
  type DecodeError,
  decodeText,
  encodeText,
  MsgProto,
  PubAck,
  PubMsg,
  redelivery,
  SubscriptionRequest,
  SubscriptionResponse,
} from '../../src';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('the bytes are those that the real server was seen to send', () => {
  // Behaviour document, section 2.2: sequence 1, channel foo, data "one", then a timestamp.
  const data = Buffer.from('one');
  expect(MsgProto.encode({ sequence: 1, subject: 'foo', data, timestamp: 5 })).toEqual(
    hex('08 01 12 03 66 6f 6f 22 03 6f 6e 65 28 05'),
  );
  expect(PubAck.encode({ guid: 'abc' })).toEqual(hex('0a 03 61 62 63'));
});

test('what is zero takes no bytes, and no bytes are zeros', () => {
  expect(SubscriptionResponse.encode({ ackInbox: '', error: '' })).toHaveLength(0);
  expect(MsgProto.decode(Buffer.alloc(0))).toEqual({
    sequence: 0,
    subject: '',
    reply: '',
    data: Buffer.alloc(0),
    timestamp: 0,
    redelivered: false,
    redeliveryCount: 0,
  });
});

test('every field of a message comes back', () => {
  const request = {
    clientID: 'me',
    subject: 'föö',
    queueGroup: 'g',
    inbox: '_INBOX.x',
    maxInFlight: 16384,
    ackWaitInSecs: 30,
    durableName: 'd',
    startPosition: 3,
    startSequence: Number.MAX_SAFE_INTEGER,
    startTimeDelta: 3_600_000_000_000,
  };
  expect(SubscriptionRequest.decode(SubscriptionRequest.encode(request))).toEqual(request);
});

test('negative numbers stay negative', () => {
  const encoded = SubscriptionRequest.encode({ ackWaitInSecs: -1, startPosition: -5 });
  expect(encoded).toHaveLength(22);
  expect(SubscriptionRequest.decode(encoded)).toMatchObject({
    ackWaitInSecs: -1,
    startPosition: -5,
  });
});

test('a timestamp in nanoseconds goes over the wire to the last bit that a double has', () => {
  const timestamp = 1_795_402_676_678_087_168;
  const encoded = MsgProto.encode({ timestamp });
  expect(MsgProto.decode(encoded).timestamp).toBe(timestamp);
  expect(encoded.subarray(1)).toEqual(varint(BigInt(timestamp)));
});

test('unknown fields are skipped, whatever their type', () => {
  const unknown = hex('78 05   7a 02 aabb   7d 01020304   79 0102030405060708');
  expect(
    Ack.decode(Buffer.concat([unknown, Ack.encode({ subject: 'foo', sequence: 7 }), unknown])),
  ).toEqual({ subject: 'foo', sequence: 7 });
});

test.each([
  [
    'a known field of another type',
    '0a 01 61 08 05',
    'proto: wrong wireType = 0 for field Subject',
  ],
  ['field 0', '00 01', 'proto: illegal tag 0 (wire type 0)'],
  ['the end of a group', '1c', 'proto: wiretype end group for non-group'],
  ['a type that there is not', '1f', 'proto: illegal wireType 7'],
  ['an end too early', '0a 05 61', 'unexpected EOF'],
])('%s is refused in the words of the real server', (_, bytes, message) => {
  expect(() => Ack.decode(hex(bytes))).toThrow(message);
});

test('whoever is refused is still known by what stood before', () => {
  const me = ConnectRequest.encode({ clientID: 'me' });
  try {
    ConnectRequest.decode(Buffer.concat([me, hex('12 05')]));
    throw new Error('it was read');
  } catch (error) {
    expect((error as DecodeError).found).toMatchObject({ clientID: 'me', heartbeatInbox: '' });
  }
});

test.each([
  ['a letter', 'k\u00e4se'],
  ['a letter of four bytes', '\u{1f600}'],
  ['the sign for what cannot be read', '\ufffd'],
])('%s is text', (_, text) => {
  expect(decodeText(Buffer.from(text))).toBe(text);
  expect(encodeText(text)).toEqual(Buffer.from(text));
});

test.each(['ff', '61 ff', 'ff 61', 'c3', 'e2 82', 'ed a0 80', 'c0 80', 'f0 9f 98', '80 ef bf bd'])(
  'the bytes %s are no UTF-8: they come back as they were, and are no other name',
  (bytes) => {
    const { subject } = Ack.decode(Ack.encode({ subject: decodeText(hex(bytes)) }));
    expect(encodeText(subject)).toEqual(hex(bytes));
    expect(subject).not.toBe(hex(bytes).toString());
  },
);

test('the last of a field that comes twice counts', () => {
  expect(PubAck.decode(hex('0a 01 61 0a 01 62')).guid).toBe('b');
});

test('bytes that end too early are refused, wherever they end', () => {
  const whole = ConnectRequest.encode({
    clientID: 'me',
    heartbeatInbox: 'hb',
    connID: Buffer.from('c'),
  });
  const ends = [...whole.keys()].filter((end) => !isWhole(whole.subarray(0, end)));
  // The fields end at 0, 4 and 8; everywhere else something is cut.
  expect(ends).toEqual([1, 2, 3, 5, 6, 7, 9, 10]);
});

test('decoded data is a view: it costs no copy', () => {
  const encoded = PubMsg.encode({ guid: 'g', data: Buffer.from('abc') });
  expect(PubMsg.decode(encoded).data.buffer).toBe(encoded.buffer);
});

test('a redelivery is the message as it was, and says how often', () => {
  const first = { sequence: 3, subject: 'foo', reply: '', data: Buffer.from('x'), timestamp: 9 };
  const again = redelivery(MsgProto.encode(first), 300);
  expect(MsgProto.decode(again)).toEqual({ ...first, redelivered: true, redeliveryCount: 300 });
});

function isWhole(bytes: Uint8Array): boolean {
  try {
    ConnectRequest.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (; value >= 128n; value >>= 7n) bytes.push(Number(value & 127n) | 128);
  return Buffer.from([...bytes, Number(value)]);
}
