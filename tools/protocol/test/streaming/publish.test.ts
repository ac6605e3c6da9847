import { encodePubAck, PubAck, PublishField, PublishReader, PubMsg } from '../../src';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const WHOLE: PubMsg = {
  clientID: 'ann',
  guid: 'a guid',
  subject: 'föö.bar',
  reply: 'r',
  data: Buffer.from('x'.repeat(20_000)),
  connID: Buffer.from([0, 255]),
};

/** What the reader found, as the library would have decoded it. */
function found(bytes: Buffer, reader = new PublishReader()): PubMsg {
  reader.read(bytes);
  const of = (field: PublishField): Buffer =>
    reader.bytes.subarray(reader.start(field), reader.end(field));
  return {
    clientID: reader.text(PublishField.clientID),
    guid: reader.text(PublishField.guid),
    subject: reader.text(PublishField.subject),
    reply: reader.text(PublishField.reply),
    data: Buffer.from(of(PublishField.data)),
    connID: Buffer.from(of(PublishField.connID)),
  };
}

test('it finds every field, and forgets it for the next message', () => {
  const reader = new PublishReader();
  expect(found(PubMsg.encode(WHOLE), reader)).toEqual(WHOLE);
  expect(found(PubMsg.encode({ guid: 'b' }), reader)).toEqual(PubMsg.decode(hex('12 01 62')));
});

test.each([
  ['nothing', ''],
  ['the fields the other way round', '2a 01 78 1a 03 66 6f 6f 12 01 67'],
  ['a field twice: the last one counts', '12 01 61 12 01 62'],
  ['a field that nobody knows', '12 01 61 38 05 42 01 00'],
  ['a length with more bytes than it needs', '12 81 80 80 80 00 61'],
])('%s is read as the library reads it', (_, text) => {
  expect(found(hex(text))).toEqual(PubMsg.decode(hex(text)));
});

test.each([
  ['a length without its bytes', '12 05 61'],
  ['a tag without a length', '12'],
  ['a length that does not end', '12 ff ff ff ff ff ff ff ff ff ff ff'],
  ['field 0', '02 01 61'],
  ['a known number with another type', '08 05 12 01 61'],
])('%s is refused', (_, text) => {
  expect(() => new PublishReader().read(hex(text))).toThrow();
});

test.each(['a', 'n'.repeat(127), 'n'.repeat(128), 'ü'.repeat(100)])(
  'the ack of guid "%s" has the bytes of the library',
  (guid) => {
    const bytes = Buffer.from(`before ${guid} after`);
    const end = bytes.length - ' after'.length;
    expect(encodePubAck(bytes, 'before '.length, end)).toEqual(PubAck.encode({ guid }));
  },
);
