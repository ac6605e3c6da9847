import { CommandParser, DEFAULT_LENGTHS } from '../../src';
import { parse, Recorder } from './recorder';

const { maxControlLine, maxPayload } = DEFAULT_LENGTHS;

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

const STREAM = Buffer.from(
  [
    'CONNECT {"lang":"node","verbose":false}\r\n',
    'PING\r\n',
    'SUB foo.*  1\r\n',
    'sub foo.> group 2\n',
    'PUB foo.bar 11\r\nCR\r\nLF\0\xff!\r\n\r\n',
    'PUB foo.bar _INBOX.1 0\r\n\r\n',
    'pub\tfoo   \t reply\t5 \nPING\n\r\n',
    'UNSUB 1 \r\n',
    'UNSUB 2 7\r\n',
    'PONG\r\n',
  ].join(''),
  'latin1',
);

const COMMANDS = [
  'connect {"lang":"node","verbose":false}',
  'ping',
  'subscribe foo.* - 1',
  'subscribe foo.> group 2',
  `publish foo.bar - ${hex('CR\r\nLF\0\xff!\r\n')}`,
  'publish foo.bar _INBOX.1 ',
  `publish foo reply ${hex('PING\n')}`,
  'unsubscribe 1 -',
  'unsubscribe 2 7',
  'pong',
];

test('C70: reads commands with runs of blanks, tabs, bare LF and verbs in any case', () => {
  expect(parse(STREAM)).toEqual(COMMANDS);
});

/** Lines that begin like the one before them, which the parser reads by comparing bytes. */
const REPEATED = Buffer.from(
  [
    'PUB a 3\r\nabc\r\n',
    'PUB a 3\r\ndef\r\n',
    'PUB a 12\r\nPUB a 3\r\nxyz\r\n',
    'PUB a 0\r\n\r\n',
    'PUB a 0003\r\nabc\r\n',
    'pub a 1\r\nb\r\n',
    'PUB  a 1\r\nc\r\n',
    'PUB a 1 \r\nd\r\n',
    'PUB a 1\ne\r\n',
    'PUB a 1 1\r\nf\r\n',
    'PUB a 1 1\r\ng\r\n',
    'PUB ab 1\r\nh\r\n',
    'PING\r\n',
    'PUB ab 1\r\ni\r\n',
    'PUB b 1\r\nj\r\n',
  ].join(''),
  'latin1',
);

const REPEATED_COMMANDS = [
  `publish a - ${hex('abc')}`,
  `publish a - ${hex('def')}`,
  `publish a - ${hex('PUB a 3\r\nxyz')}`,
  'publish a - ',
  `publish a - ${hex('abc')}`,
  ...['b', 'c', 'd', 'e'].map((payload) => `publish a - ${hex(payload)}`),
  ...['f', 'g'].map((payload) => `publish a 1 ${hex(payload)}`),
  `publish ab - ${hex('h')}`,
  'ping',
  `publish ab - ${hex('i')}`,
  `publish b - ${hex('j')}`,
];

test.each([
  ['of every kind', STREAM, COMMANDS],
  ['that repeat', REPEATED, REPEATED_COMMANDS],
])('reads lines %s the same whatever two places they are split at', (_, stream, commands) => {
  for (let first = 0; first <= stream.length; first += 1) {
    for (let second = first; second <= stream.length; second += 1) {
      const chunks = [
        stream.subarray(0, first),
        stream.subarray(first, second),
        stream.subarray(second),
      ];
      // Compared as text: 30 000 calls of a matcher would take longer than all the rest.
      if (parse(...chunks).join('\n') !== commands.join('\n')) {
        throw new Error(`split at ${first} and ${second}: ${parse(...chunks).join('; ')}`);
      }
    }
  }
  expect(parse(...Array.from(stream, (byte) => Buffer.of(byte)))).toEqual(commands);
});

test.each([
  ['a size that is too large', `PUB a ${maxPayload + 1}\r\n`],
  ['a size of too many digits', 'PUB a 18446744073709551617\r\n'],
  ['no size', 'PUB a \r\n'],
  ['no number', 'PUB a 1x\r\n'],
  ['too many words', 'PUB a 1 1 1\r\n'],
])('refuses %s after a line that began alike', (_, line) => {
  const [violation] = parse(Buffer.from(line));
  expect(violation).toMatch(/^violation /);
  expect(parse(Buffer.from(`PUB a 1\r\nb\r\n${line}`))).toEqual([
    `publish a - ${hex('b')}`,
    violation,
  ]);
});

test('a subject too long to be remembered is read again', () => {
  const subject = 'a'.repeat(2000);
  const line = `PUB ${subject} 1\r\nb\r\n`;
  const command = `publish ${subject} - ${hex('b')}`;
  expect(parse(Buffer.from(line + line))).toEqual([command, command]);
});

test('a payload that lies in one chunk is a view of it: nothing is copied', () => {
  const chunk = Buffer.from('PUB a 3\r\nabc\r\n');
  const recorder = new Recorder();
  const publish = jest.spyOn(recorder, 'publish');
  new CommandParser(recorder).push(chunk);
  const payload = publish.mock.calls[0]![2];
  expect(payload.buffer).toBe(chunk.buffer);
  expect(payload.toString()).toBe('abc');
});

test('keeps every byte of subjects and sids', () => {
  expect(parse('SUB \xff\xfe.\xe9 \xfc\r\n')).toEqual(['subscribe \xff\xfe.\xe9 - \xfc']);
});

test('what servers say to each other is passed over', () => {
  expect(parse('+OK\r\n+ok then\nINFO {"a":1}\r\ninfo null\r\nPING\r\n')).toEqual(['ping']);
});

test('a CR in the middle parts words: none can become two in the line of another client', () => {
  expect(parse('PUB a\rb 1\r\nx\r\n', 'SUB a\rb 1\r\n')).toEqual([
    `publish a b ${hex('x')}`,
    'subscribe a b 1',
  ]);
});

describe('HPUB', () => {
  const headers = 'NATS/1.0\r\nA: b\r\n\r\n';
  const read = (...chunks: string[]): string[] => {
    const recorder = new Recorder();
    const parser = new CommandParser(recorder);
    parser.headers = true;
    for (const chunk of chunks) parser.push(Buffer.from(chunk, 'latin1'));
    return recorder.commands;
  };

  test('is headers and payload, wherever it is split', () => {
    const stream = `HPUB foo  re.ply 18 20\r\n${headers}hi\r\nhpub foo 18 18\n${headers}\r\nPUB foo 2\r\nho\r\n`;
    const commands = [
      `publish foo re.ply ${hex('hi')} ${hex(headers)}`,
      `publish foo -  ${hex(headers)}`,
      `publish foo - ${hex('ho')}`,
    ];
    for (let at = 0; at <= stream.length; at += 1) {
      expect(read(stream.slice(0, at), stream.slice(at))).toEqual(commands);
    }
  });

  test('without headers is a PUB', () => {
    expect(read('HPUB foo 0 2\r\nhi\r\n')).toEqual([`publish foo - ${hex('hi')}`]);
  });

  test.each([
    ['foo 20', 'Parse Error'],
    ['foo a b 18 20', 'Parse Error'],
    ['foo x 20', 'Bad or Missing Header Size'],
    ['foo -1 20', 'Bad or Missing Header Size'],
    ['foo 18 x', 'Bad or Missing Total Size'],
    ['foo 21 20', 'Header Size larger then TotalSize'],
  ])('%s is logged, and the client is not told', (line, what) => {
    expect(read(`HPUB ${line}\r\n`)).toEqual([`violation - (processHeaderPub ${what}: "${line}")`]);
  });

  test('headers count as payload', () => {
    expect(read(`HPUB foo 18 ${maxPayload + 1}\r\n`)).toEqual([
      `violation Maximum Payload Violation (maximum payload exceeded: ${maxPayload + 1} vs ${maxPayload})`,
    ]);
  });
});

describe('what cannot be a command', () => {
  const unknown = (state: number, at: number, snippet: string): string =>
    `violation Unknown Protocol Operation (Client parser ERROR, state=${state}, i=${at}: proto='${snippet}...')`;

  test.each([
    ['another verb', 'GET / HTTP/1.1\r\nHost: x', 0, 0, '"GET / HTTP/1.1\\r\\nHost: "'],
    ['a blank line', '\r\n', 0, 0, '"\\r"'],
    ['a blank before the verb', ' PING\r\n', 0, 0, '" PING\\r"'],
    ['the first byte of another verb', 'X', 0, 0, '""'],
    ["the server's own MSG", 'MSG a 1 1\r\n', 0, 0, '"MSG a 1 1\\r"'],
    ['PUB alone', 'PUB\r\n', 31, 3, '"\\r"'],
    ['SUB alone', 'SUB\r\n', 45, 3, '"\\r"'],
    ['UNSUB alone', 'UNSUB\r\n', 63, 5, '"\\r"'],
    ['HPUB alone', 'HPUB\r\n', 21, 4, '"\\r"'],
    ['a longer verb', 'PUBB a 1\r\n', 31, 3, '"B a 1\\r"'],
    ['half a verb', 'PINT\r\n', 35, 3, '"T\\r"'],
    ['a CONNECT that is misspelt', 'CONECT {"pass":"secret"}\r\n', 12, 3, '"ECT "'],
  ])('%s', (_, bytes, state, at, snippet) => {
    expect(parse(bytes)).toEqual([unknown(state, at, snippet)]);
  });

  test.each([
    ['a payload longer than announced', 'PUB a 1\r\nhi\r\nPING\r\n', 41, 10, '"i\\r\\nPING\\r"'],
    ['a payload shorter than announced', 'PUB a 5\r\nhi\r\nPING\r\n', 41, 14, '"ING\\r"'],
    ['a payload that ends with a bare LF', 'PUB a 2\r\nhi\nPING\r\n', 41, 11, '"\\nPING\\r"'],
    ['a payload that ends with a bare CR', 'PUB a 2\r\nhi\rPING\r\n', 42, 12, '"PING\\r"'],
    ['the middle of a CONNECT', 'PUB a 1\r\nCONNECT {"pass":"x"}\r\n', 41, 10, '"ONNECT "'],
    ['what follows a password', 'PUB a 17\r\nCONNECT {"pass":"x"}\r\n', 41, 27, '""'],
  ])('%s', (_, bytes, state, at, snippet) => {
    expect(parse(bytes)).toEqual([unknown(state, at, snippet)]);
  });

  test.each([
    ['PUB a', 'processPub Parse Error: "a"'],
    ['PUB ', 'processPub Parse Error: ""'],
    ['PUB a b c 1', 'processPub Parse Error: "a b c 1"'],
    ['PUB foo abc', 'processPub Bad or Missing Size: "foo abc"'],
    ['PUB a -1', 'processPub Bad or Missing Size: "a -1"'],
    ['PUB a 1234567890', 'processPub Bad or Missing Size: "a 1234567890"'],
    ['SUB a', 'processSub Parse Error: "a"'],
    ['SUB a b c d', 'processSub Parse Error: "a b c d"'],
    ['UNSUB ', 'processUnsub Parse Error: ""'],
    ['UNSUB 1 2 3', 'processUnsub Parse Error: "1 2 3"'],
    ['HPUB a 0 1', 'message headers not supported'],
    ['PUB \x1b[2J\xc3\xbc', 'processPub Parse Error: "\\x1b[2Jü"'],
    ['SUB \xff"', 'processSub Parse Error: "\\xff\\""'],
    ["-ERR 'x'", "Client Error 'x'"],
    ['INFO x', 'INFO is no JSON'],
  ])('%s is logged, and the client is not told', (line, log) => {
    expect(parse(`${line}\r\n`)).toEqual([`violation - (${log})`]);
  });

  test('nothing is read after it', () => {
    expect(parse('PING\r\nFOO\r\nPING\r\n', 'PING\r\n')).toEqual([
      'ping',
      unknown(0, 6, '"FOO\\r\\nPING\\r"'),
    ]);
  });
});

describe('limits', () => {
  test(`C6: ${maxControlLine} bytes of arguments are read, one more is not`, () => {
    const subject = 'a'.repeat(maxControlLine - 2);
    const tooLong =
      'violation maximum control line exceeded (maximum control line exceeded: max_control_line 4096)';
    expect(parse(`SUB ${subject} 1\r\n`)).toEqual([`subscribe ${subject} - 1`]);
    expect(parse(`SUB ${subject}a 1\r\n`)).toEqual([tooLong]);
    // A line that never ends must not fill the memory.
    expect(parse(`SUB ${subject}`, 'a'.repeat(20))).toEqual([tooLong]);
  });

  test(`C5: a payload of ${maxPayload} bytes is read, one more is refused before it comes`, () => {
    const payload = Buffer.alloc(maxPayload, 'x');
    const [command] = parse(`PUB a ${maxPayload}\r\n`, payload, '\r\n');
    expect(command).toBe(`publish a - ${payload.toString('hex')}`);
    expect(parse(`PUB a ${maxPayload + 1}\r\n`)).toEqual([
      `violation Maximum Payload Violation (maximum payload exceeded: ${maxPayload + 1} vs ${maxPayload})`,
    ]);
  });

  test('a max that is no number, or 0, ends a subscription at once', () => {
    expect(parse('UNSUB 1 abc\r\nUNSUB 1 0\r\n')).toEqual(['unsubscribe 1 -', 'unsubscribe 1 -']);
  });
});
