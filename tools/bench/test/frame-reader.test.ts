import { type FrameHandler, FrameReader } from '../src/client/frame-reader';

const stream = Buffer.from(
  [
    'INFO {"port":4222} \r\n',
    'MSG _INBOX.a.1 12 5\r\nhello\r\n',
    'PING\r\n',
    'MSG _INBOX.b 7 _INBOX.reply 0\r\n\r\n',
    'PUB foo 4\r\n\r\n\r\n\r\n',
    'PUB foo bar 2\r\nok\r\n',
    'PONG\r\n',
  ].join(''),
);
const expected = [
  'line INFO {"port":4222} ',
  'frame 12 MSG _INBOX.a.1 12 5|hello',
  'line PING',
  'frame 7 MSG _INBOX.b 7 _INBOX.reply 0|',
  'frame - PUB foo 4|\r\n\r\n',
  'frame - PUB foo bar 2|ok',
  'line PONG',
];

function read(...chunks: Buffer[]): string[] {
  const found: string[] = [];
  const handler: FrameHandler = {
    frame(bytes, sid, start, payload, end) {
      const header = bytes.toString('latin1', start, payload - 2);
      const number = header.startsWith('MSG') ? String(sid) : '-';
      found.push(`frame ${number} ${header}|${bytes.toString('latin1', payload, end)}`);
    },
    line: (text) => found.push(`line ${text}`),
    pause: () => undefined,
  };
  const reader = new FrameReader(handler);
  for (const chunk of chunks) reader.push(chunk);
  return found;
}

test('frames and lines are found, and payloads are not read', () => {
  expect(read(stream)).toEqual(expected);
});

test('it does not matter where the bytes are split', () => {
  for (let at = 1; at < stream.length; at++) {
    expect(read(stream.subarray(0, at), stream.subarray(at))).toEqual(expected);
  }
  expect(read(...[...stream].map((byte) => Buffer.from([byte])))).toEqual(expected);
});

test('what came is reported before the pause', () => {
  const order: string[] = [];
  const reader = new FrameReader({
    frame: () => order.push('frame'),
    line: () => order.push('line'),
    pause: () => order.push('pause'),
  });
  reader.push(Buffer.from('PING\r\nMSG a 1 1\r\nx\r\nMSG a 1 1\r\n'));
  reader.push(Buffer.from('x\r\n'));
  expect(order).toEqual(['line', 'frame', 'pause', 'frame', 'pause']);
});
