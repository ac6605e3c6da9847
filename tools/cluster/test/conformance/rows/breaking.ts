import { encode } from '../../../src/portforward/spdy/encode';
import type { Frame } from '../../../src/portforward/spdy/frame';
import { PODS, type Row, RUNS, type SpdyRow } from '../row';

const FORWARD = `${PODS}/${RUNS}/portforward`;
const ECHO = 4223;
const V4 = 'v4.channel.k8s.io';

type Write = Parameters<SpdyRow['frames']>[0];
const spdy = (name: string, frames: (write: Write) => Promise<(Frame | Buffer)[]>): Row => ({
  name: `SPDY: ${name}`,
  spdy: FORWARD,
  frames: async (write) =>
    (await frames(write)).map((frame) =>
      Buffer.isBuffer(frame)
        ? frame
        : frame.type === 'DATA'
          ? Buffer.concat([encode(frame), frame.data])
          : encode(frame),
    ),
});
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const open = async (
  write: Write,
  stream: number,
  headers: Record<string, string>,
  fin = false,
): Promise<Frame> => ({ type: 'SYN_STREAM', stream, fin, block: await write(headers) });
const pair = async (write: Write, port: number, first = 1): Promise<Frame[]> => [
  await open(
    write,
    first,
    { streamtype: 'error', port: String(port), requestid: String(first) },
    true,
  ),
  await open(write, first + 2, {
    streamtype: 'data',
    port: String(port),
    requestid: String(first),
  }),
];
const data = (stream: number, text: string, fin = false): Frame => ({
  type: 'DATA',
  stream,
  fin,
  data: Buffer.from(text),
});
const reset = (stream: number, status: number): Frame => ({ type: 'RST_STREAM', stream, status });
const alone = (name: string, headers: Record<string, string>): Row =>
  spdy(name, async (write) => [await open(write, 1, headers)]);

const ws = (name: string, send: readonly (Buffer | string)[], protocols = [V4]): Row => ({
  name: `ws: ${name}`,
  webSocket: `${FORWARD}?ports=${ECHO}`,
  protocols,
  send,
});

/** What is not as the protocols have it; port 4223 of the pod sends back what it gets. */
export const BREAKING: readonly Row[] = [
  spdy('a connection', (write) => pair(write, 4222)),
  spdy('a port that nobody serves', (write) => pair(write, 4999)),
  spdy('bytes there and back', async (write) => [
    ...(await pair(write, ECHO)),
    data(3, 'PING', true),
  ]),
  spdy('two connections', async (write) => [
    ...(await pair(write, ECHO)),
    ...(await pair(write, ECHO, 5)),
    data(3, 'a', true),
    data(7, 'b', true),
  ]),
  spdy('nothing at all', () => Promise.resolve([])),
  spdy('a PING with an even number', () => Promise.resolve([{ type: 'PING', id: 2 }])),
  spdy('SETTINGS and WINDOW_UPDATE', () =>
    Promise.resolve([{ type: 'SETTINGS' }, { type: 'WINDOW_UPDATE', stream: 1, delta: 9 }]),
  ),
  spdy('HTTP', () => Promise.resolve([Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')])),
  spdy('a frame of another version', () => Promise.resolve([bytes('800200060000000400000001')])),
  spdy('a control frame of a type that is none', () =>
    Promise.resolve([bytes('800300630000000400000001')]),
  ),
  spdy('a control frame that is too short', () => Promise.resolve([bytes('8003000100000002abcd')])),
  spdy('an RST_STREAM that is too long', () =>
    Promise.resolve([bytes('800300030000000c000000010000000500000000')]),
  ),
  spdy('headers that are none', () =>
    Promise.resolve([bytes('80030001000000120000000100000000000078bb0000deadbeef')]),
  ),
  spdy('a control frame of 16 MiB', () => Promise.resolve([bytes('8003000100ffffff')])),
  spdy('data for a stream that never was', () => Promise.resolve([data(5, '?')])),
  spdy('data for stream 0', () => Promise.resolve([data(0, '?')])),
  spdy('data after the end', async (write) => [
    ...(await pair(write, ECHO)),
    data(3, 'a', true),
    data(3, 'b', true),
  ]),
  spdy('a reset of a stream that never was', () => Promise.resolve([reset(9, 5)])),
  spdy('an answer to a stream that never was', async (write) => [
    { type: 'SYN_REPLY', stream: 7, fin: false, block: await write({}) },
  ]),
  spdy('headers for a stream that never was', async (write) => [
    { type: 'HEADERS', stream: 7, fin: false, block: await write({}) },
  ]),
  spdy('a stream with an even number', async (write) => [
    await open(write, 2, { streamtype: 'error', port: '4222', requestid: '0' }),
  ]),
  spdy('a stream with number 0', async (write) => [
    await open(write, 0, { streamtype: 'error', port: '4222', requestid: '0' }),
  ]),
  spdy('a stream twice', async (write) => [
    await open(write, 1, { streamtype: 'error', port: '4222', requestid: '0' }),
    await open(write, 1, { streamtype: 'data', port: '4222', requestid: '0' }),
  ]),
  spdy('a stream with a lower number', async (write) => [
    await open(write, 5, { streamtype: 'error', port: '4222', requestid: '0' }),
    await open(write, 3, { streamtype: 'data', port: '4222', requestid: '0' }),
  ]),
  spdy('GOAWAY', () => Promise.resolve([{ type: 'GOAWAY', lastStream: 0, status: 0 }])),
  alone('a stream without headers', {}),
  alone('a stream without a port', { streamtype: 'data', requestid: '0' }),
  alone('a stream with port 0', { streamtype: 'data', port: '0', requestid: '0' }),
  alone('a stream with a port that is no number', {
    streamtype: 'data',
    port: 'nats',
    requestid: '0',
  }),
  alone('a stream without a type', { port: '4222', requestid: '0' }),
  alone('a stream of another type', { streamtype: 'stdin', port: '4222', requestid: '0' }),
  spdy('two streams of one type', async (write) => [
    await open(write, 1, { streamtype: 'data', port: '4222', requestid: '0' }),
    await open(write, 3, { streamtype: 'data', port: '4222', requestid: '0' }),
  ]),
  { name: '200 connections at once', crowd: `${FORWARD}?ports=4222`, count: 200 },
  {
    name: '8 MiB for who reads nothing at first',
    slow: `${FORWARD}?ports=${ECHO}`,
    bytes: 8 * 1024 * 1024,
  },
  ws('bytes there and back', [Buffer.from('\0PING')]),
  ws('a message without a channel', [Buffer.alloc(0), Buffer.from('\0ok')]),
  ws('a message on a channel that is not there', [Buffer.from('\x09x'), Buffer.from('\0ok')]),
  ws('a message on the channel of errors', [Buffer.from('\x01x'), Buffer.from('\0ok')]),
  ws('a text where bytes are meant', ['\0ok']),
  ws('a text that begins with a digit', ['0ok', Buffer.from('\0ok')]),
  ws('base64', [`0${Buffer.from('ok').toString('base64')}`], ['v4.base64.channel.k8s.io']),
  ws(
    'bytes where base64 is meant',
    [Buffer.from(`0${Buffer.from('ok').toString('base64')}`)],
    ['v4.base64.channel.k8s.io'],
  ),
  ws(
    'base64 that is none',
    ['0?!', `0${Buffer.from('ok').toString('base64')}`],
    ['v4.base64.channel.k8s.io'],
  ),
  ws('32 KiB', [Buffer.concat([Buffer.of(0), Buffer.alloc(32 * 1024, 'x')])]),
  ws('64 KiB', [Buffer.concat([Buffer.of(0), Buffer.alloc(64 * 1024, 'x')])]),
];
