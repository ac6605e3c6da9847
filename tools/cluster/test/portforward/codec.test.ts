import { createHash } from 'node:crypto';
import { DICTIONARY } from '../../src/portforward/spdy/dictionary';
import { encode } from '../../src/portforward/spdy/encode';
import { type Frame } from '../../src/portforward/spdy/frame';
import { FrameReader } from '../../src/portforward/spdy/frame-reader';
import { HeaderReader, HeaderWriter } from '../../src/portforward/spdy/headers';

const block = Buffer.from('a header block');
const FRAMES: readonly Frame[] = [
  { type: 'SYN_STREAM', stream: 1, fin: false, block },
  { type: 'SYN_REPLY', stream: 1, fin: true, block },
  { type: 'HEADERS', stream: 7, fin: false, block },
  { type: 'RST_STREAM', stream: 3, status: 5 },
  { type: 'SETTINGS' },
  { type: 'PING', id: 0xfffffffd },
  { type: 'WINDOW_UPDATE', stream: 0x7fffffff, delta: 65_536 },
  { type: 'DATA', stream: 5, fin: true, data: Buffer.alloc(0) },
  { type: 'GOAWAY', lastStream: 5, status: 1 },
];

test('frames are what they were, wherever their bytes are cut', () => {
  const bytes = Buffer.concat(FRAMES.map(encode));
  for (let size = 1; size < bytes.length; size += 1) {
    const reader = new FrameReader();
    const read: Frame[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      read.push(...reader.read(bytes.subarray(at, at + size)));
    }
    expect(read).toEqual(FRAMES);
  }
});

test('data is passed on as it comes, with its end at its end', () => {
  const data = Buffer.from('0123456789');
  const bytes = Buffer.concat([encode({ type: 'DATA', stream: 9, fin: true, data }), data]);
  const reader = new FrameReader();
  const parts = [bytes.subarray(0, 4), bytes.subarray(4, 12), bytes.subarray(12)];
  const read = parts.flatMap((part) => [...reader.read(part)]);
  expect(read).toEqual([
    { type: 'DATA', stream: 9, fin: false, data: data.subarray(0, 4) },
    { type: 'DATA', stream: 9, fin: true, data: data.subarray(4) },
  ]);
});

test.each([
  ['without end', '8003000100ffffff'],
  ['that is a SYN_STREAM without its beginning', '8003000100000002abcd'],
  ['that is a PING without its number', '8003000600000002abcd'],
])('after a control frame %s there is no frame any more', (_, hex) => {
  const reader = new FrameReader();
  expect([...reader.read(Buffer.from(hex, 'hex'))]).toEqual([]);
  expect([...reader.read(encode({ type: 'PING', id: 1 }))]).toEqual([]);
});

test('a control frame of another version is read all the same, of another type it is none', () => {
  const read = (hex: string) => [...new FrameReader().read(Buffer.from(hex, 'hex'))];
  expect(read('800200060000000400000001')).toEqual([{ type: 'PING', id: 1 }]);
  expect(() => read('800300630000000400000001')).toThrow('an unknown type');
});

test('the dictionary is that of SPDY/3', () => {
  expect(DICTIONARY).toHaveLength(1423);
  expect(createHash('sha256').update(DICTIONARY).digest('hex')).toBe(
    '51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02',
  );
});

test('each header block builds on those before it', async () => {
  const [writer, reader] = [new HeaderWriter(), new HeaderReader()];
  const headers = new Map([
    ['port', '4222'],
    ['streamtype', 'data'],
    ['requestid', '0'],
  ]);
  const sizes: number[] = [];
  for (const sent of [headers, new Map(), headers, headers]) {
    const compressed = await writer.write(sent);
    sizes.push(compressed.length);
    expect(await reader.read(compressed)).toEqual(sent);
  }
  expect(sizes[3]).toBeLessThan(sizes[0]! / 2);
  writer.close();
  reader.close();
});

test('headers of kubectl, with capitals, are found without', async () => {
  const [writer, reader] = [new HeaderWriter(), new HeaderReader()];
  const compressed = await writer.write(new Map([['StreamType', 'data']]));
  expect(await reader.read(compressed)).toEqual(new Map([['streamtype', 'data']]));
  writer.close();
  reader.close();
});

test('a header block that grows without end is refused', async () => {
  const [writer, reader] = [new HeaderWriter(), new HeaderReader()];
  const compressed = await writer.write(new Map([['port', '4'.repeat(1_000_000)]]));
  await expect(reader.read(compressed)).rejects.toThrow('headers: more than 65536 bytes');
  writer.close();
  reader.close();
});
