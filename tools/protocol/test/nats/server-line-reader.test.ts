import {
  DEFAULT_LENGTHS,
  type RawMessage,
  type ServerLineHandler,
  ServerLineReader,
} from '../../src';

const { maxControlLine, maxPayload } = DEFAULT_LENGTHS;

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

/** Writes down what a reader reports, one line each. */
class Recorder implements ServerLineHandler {
  readonly heard: string[] = [];

  info(json: string): void {
    this.heard.push(`info ${json}`);
  }

  message({ subject, sid, reply, payload, headers }: RawMessage): void {
    const line = `message ${subject} ${sid} ${reply ?? '-'} ${payload.toString('hex')}`;
    this.heard.push(headers ? `${line} ${headers.toString('hex')}` : line);
  }

  ok(): void {
    this.heard.push('ok');
  }

  error(text: string): void {
    this.heard.push(`error ${text}`);
  }

  ping(): void {
    this.heard.push('ping');
  }

  pong(): void {
    this.heard.push('pong');
  }

  violation(what: string): void {
    this.heard.push(`violation ${what}`);
  }
}

/** What a reader makes of `chunks`; strings stand for latin1 bytes. */
function read(...chunks: (string | Buffer)[]): string[] {
  const recorder = new Recorder();
  const reader = new ServerLineReader(recorder);
  for (const chunk of chunks) {
    reader.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
  }
  return recorder.heard;
}

const HEADERS = 'NATS/1.0 503\r\n\r\n';

const STREAM = Buffer.from(
  [
    'INFO {"server_name":"\xc3\xa7","max_payload":1048576} \r\n',
    '+OK\r\n',
    'PING\r\n',
    'MSG foo.bar 1 11\r\nCR\r\nLF\0\xff!\r\n\r\n',
    'MSG foo 12 _INBOX.1 0\r\n\r\n',
    'MSG \xc3\xbc.\xff \x01\xa0 \xfe\x00 6\r\nPING\r\n\r\n',
    "-ERR 'Unknown Protocol Operation'\r\n",
    `HMSG foo 7 16 18\r\n${HEADERS}hi\r\n`,
    `HMSG foo 7 re.ply 16 16\r\n${HEADERS}\r\n`,
    'HMSG foo 7 0 2\r\nhi\r\n',
    'PONG\r\n',
  ].join(''),
  'latin1',
);

const HEARD = [
  'info {"server_name":"ç","max_payload":1048576} ',
  'ok',
  'ping',
  `message foo.bar 1 - ${hex('CR\r\nLF\0\xff!\r\n')}`,
  'message foo 12 _INBOX.1 ',
  `message \xc3\xbc.\xff \x01\xa0 \xfe\x00 ${hex('PING\r\n')}`,
  'error Unknown Protocol Operation',
  `message foo 7 - ${hex('hi')} ${hex(HEADERS)}`,
  `message foo 7 re.ply  ${hex(HEADERS)}`,
  `message foo 7 - ${hex('hi')} `,
  'pong',
];

test('reads all that a server says', () => {
  expect(read(STREAM)).toEqual(HEARD);
});

test('reads the same whatever two places it is split at', () => {
  for (let first = 0; first <= STREAM.length; first += 1) {
    for (let second = first; second <= STREAM.length; second += 1) {
      const heard = read(
        STREAM.subarray(0, first),
        STREAM.subarray(first, second),
        STREAM.subarray(second),
      );
      // Compared as text: 40 000 calls of a matcher would take longer than all the rest.
      if (heard.join('\n') !== HEARD.join('\n')) {
        throw new Error(`split at ${first} and ${second}: ${heard.join('; ')}`);
      }
    }
  }
  expect(read(...Array.from(STREAM, (byte) => Buffer.of(byte)))).toEqual(HEARD);
});

test('a payload that lies in one chunk is a view of it: nothing is copied', () => {
  const chunk = Buffer.from('MSG a 1 3\r\nabc\r\n');
  const recorder = new Recorder();
  const message = jest.spyOn(recorder, 'message');
  new ServerLineReader(recorder).push(chunk);
  const [{ payload }] = message.mock.calls[0]!;
  expect(payload.buffer).toBe(chunk.buffer);
  expect(payload.toString()).toBe('abc');
});

test('an INFO without a blank at its end, and one that says little, are read', () => {
  expect(read('INFO {"a":1}\r\nINFO {}\r\n')).toEqual(['info {"a":1}', 'info {}']);
});

describe('what no server says', () => {
  test.each([
    ['a verb of clients', 'PUB a 1\r\n'],
    ['another verb', 'HTTP/1.1 400 Bad Request\r\n'],
    ['a blank line', '\r\n'],
    ['a bare LF', 'PING\n'],
    ['a CR too many', 'PING\r\r\n'],
    ['a blank at the end', 'PING \r\n'],
    ['lower case', 'ping\r\n'],
    ['half a verb', 'MSG\r\n'],
    ['no size', 'MSG a 1\r\n'],
    ['no number', 'MSG a 1 x\r\n'],
    ['a negative size', 'MSG a 1 -1\r\n'],
    ['a size of too many digits', 'MSG a 1 1234567890\r\n'],
    ['too many words', 'MSG a 1 r 1 1\r\n'],
    ['two blanks', 'MSG a  1 1\r\n'],
    ['a tab', 'MSG a\tb 1 1\r\n'],
    ['a CR in a subject', 'MSG a\rb 1 1\r\n'],
    ['a bare LF in a subject', 'MSG a\nMSG b 1 0\r\n'],
    ['HMSG with one size', 'HMSG a 1 1\r\n'],
    ['more headers than message', 'HMSG a 1 2 1\r\n'],
    ['an error without quotes', '-ERR x\r\n'],
    ['an error without words', '-ERR\r\n'],
    ['an INFO that is no JSON', 'INFO {"a":}\r\n'],
    ['an INFO that is a list', 'INFO []\r\n'],
  ])('%s', (_, line) => {
    const first = JSON.stringify(line.slice(0, line.indexOf('\n') + 1));
    expect(read(line)).toEqual([`violation what is no line of a server: ${first}`]);
  });

  test.each([
    ['longer than announced', 'MSG a 1 1\r\nhi\r\n'],
    ['shorter than announced', 'MSG a 1 5\r\nhi\r\nPING\r\n'],
    ['that ends with a bare LF', 'MSG a 1 2\r\nhi\nPING\r\n'],
    ['that ends with a bare CR', 'MSG a 1 2\r\nhi\rPING\r\n'],
  ])('a payload %s', (_, bytes) => {
    const [what, ...more] = read(bytes);
    expect(what).toMatch(/^violation a message to "a" that does not end after its \d bytes$/);
    expect(more).toEqual([]);
  });

  test('nothing is read after it', () => {
    expect(read('PING\r\nping\r\nPING\r\n', 'PING\r\n')).toEqual([
      'ping',
      'violation what is no line of a server: "ping\\r\\n"',
    ]);
  });

  test('what it shows of a line is short, and of what a terminal can show', () => {
    expect(read(`\x1b[2J${'x'.repeat(1000)}\r\n`)).toEqual([
      `violation what is no line of a server: "\\x1b[2J${'x'.repeat(76)}"`,
    ]);
  });
});

describe('limits', () => {
  const longest = 3 * maxControlLine;

  test(`a line of ${longest} bytes is read, one more is not, though it never ends`, () => {
    const subject = 'a'.repeat(longest - 'MSG  1 0'.length);
    const tooLong = [`violation a line of more than ${longest} bytes`];
    expect(read(`MSG ${subject} 1 0\r\n\r\n`)).toEqual([`message ${subject} 1 - `]);
    expect(read(`MSG ${subject}a 1 0\r\n\r\n`)).toEqual(tooLong);
    expect(read(`MSG ${subject}`, 'a'.repeat(20))).toEqual(tooLong);
  });

  test(`a message of ${maxPayload} bytes is read, one more is refused before it comes`, () => {
    const payload = Buffer.alloc(maxPayload, 'x');
    const [message] = read(`MSG a 1 ${maxPayload}\r\n`, payload, '\r\n');
    expect(message).toBe(`message a 1 - ${payload.toString('hex')}`);
    expect(read(`MSG a 1 ${maxPayload + 1}\r\n`)).toEqual([
      `violation a message of ${maxPayload + 1} bytes, where its INFO allows ${maxPayload}`,
    ]);
  });

  test('INFO says how large a message may be, and headers count', () => {
    const info = 'INFO {"max_payload":17}\r\n';
    expect(read(info, `HMSG a 1 16 17\r\n${HEADERS}x\r\n`)[1]).toBe(
      `message a 1 - ${hex('x')} ${hex(HEADERS)}`,
    );
    expect(read(info, 'HMSG a 1 16 18\r\n')[1]).toBe(
      'violation a message of 18 bytes, where its INFO allows 17',
    );
  });
});
