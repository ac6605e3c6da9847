import { Ack, AckReader } from '../../src';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** What the reader read, as the library would have decoded it. */
function found(bytes: Buffer): Ack {
  const ack = new AckReader();
  ack.read(bytes);
  const { subjectStart, subjectEnd, sequence } = ack;
  return { subject: ack.bytes.toString('utf8', subjectStart, subjectEnd), sequence };
}

test.each([
  { subject: 'foo', sequence: 1 },
  { subject: 'föö', sequence: 127 },
  { subject: 'n'.repeat(127), sequence: 128 },
  { subject: 'n'.repeat(128), sequence: 16_384 },
  { subject: 'foo', sequence: 2 ** 32 },
  { subject: 'foo', sequence: Number.MAX_SAFE_INTEGER },
  { subject: 'foo', sequence: 0 },
  { subject: '', sequence: 7 },
])('%j is read', (ack) => {
  expect(found(Ack.encode(ack))).toEqual(ack);
});

test.each([
  ['nothing', ''],
  ['the fields the other way round', '10 05 0a 03 66 6f 6f'],
  ['a field that nobody knows', '0a 03 66 6f 6f 10 05 18 01'],
  ['a sequence of ten bytes', '0a 01 66 10 ff ff ff ff ff ff ff ff ff 01'],
])('%s is read as the library reads it', (_, text) => {
  expect(found(hex(text))).toEqual(Ack.decode(hex(text)));
});

test.each([
  ['a subject without its bytes', '0a 05 61'],
  ['a sequence that does not end', '0a 01 61 10 80'],
])('%s is refused', (_, text) => {
  expect(() => found(hex(text))).toThrow();
});
