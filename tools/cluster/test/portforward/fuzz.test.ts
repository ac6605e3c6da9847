import { RealClock } from '@workbook/clock';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import { encode } from '../../src/portforward/spdy/encode';
import type { Frame } from '../../src/portforward/spdy/frame';
import { FrameReader } from '../../src/portforward/spdy/frame-reader';
import { HeaderWriter } from '../../src/portforward/spdy/headers';
import { SpdySession } from '../../src/portforward/spdy/session';
import { StreamPairs } from '../../src/portforward/stream-pairs';

const SESSIONS = 400;
const generator = xoroshiro128plus(7);
const below = (end: number): number => uniformInt(generator, 0, end - 1);

let echo: Server;
let open = 0;
beforeAll(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  await once(echo.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => echo.close());

function newConnection(): Socket {
  const { port } = echo.address() as AddressInfo;
  open += 1;
  return connect({ port, host: '127.0.0.1' }).once('close', () => (open -= 1));
}

/** What kubectl sends for two connections, a frame each. */
async function wholeSession(): Promise<Buffer[]> {
  const writer = new HeaderWriter();
  const frames: Buffer[] = [];
  const syn = async (stream: number, streamtype: string, requestid: string): Promise<void> => {
    const block = await writer.write(
      new Map(Object.entries({ port: '4222', streamtype, requestid })),
    );
    frames.push(encode({ type: 'SYN_STREAM', stream, fin: streamtype === 'error', block }));
  };
  const send = (frame: Frame): unknown =>
    frames.push(frame.type === 'DATA' ? Buffer.concat([encode(frame), frame.data]) : encode(frame));
  await syn(1, 'error', '0');
  await syn(3, 'data', '0');
  send({ type: 'DATA', stream: 3, fin: false, data: Buffer.from('PING\r\n') });
  send({ type: 'PING', id: 1 });
  await syn(5, 'error', '1');
  await syn(7, 'data', '1');
  send({ type: 'DATA', stream: 7, fin: true, data: Buffer.alloc(100, 'x') });
  send({ type: 'RST_STREAM', stream: 3, status: 5 });
  send({ type: 'SETTINGS' });
  send({ type: 'WINDOW_UPDATE', stream: 7, delta: 9 });
  send({ type: 'GOAWAY', lastStream: 0, status: 0 });
  writer.close();
  return frames;
}

/** Frames flipped, cut, doubled, left out and in another order, one to three times. */
function damage(frames: readonly Buffer[]): Buffer {
  const damaged = [...frames];
  for (let left = 1 + below(3); left > 0; left -= 1) {
    const at = below(damaged.length);
    const frame = Buffer.from(damaged[at]!);
    switch (below(5)) {
      case 0:
        if (frame.length > 0) frame[below(frame.length)]! ^= 1 << below(8);
        damaged[at] = frame;
        break;
      case 1:
        damaged[at] = frame.subarray(0, below(frame.length + 1));
        break;
      case 2:
        damaged.splice(at, 0, frame);
        break;
      case 3:
        if (damaged.length > 1) damaged.splice(at, 1);
        break;
      default:
        damaged.push(...damaged.splice(at, 1));
    }
  }
  return Buffer.concat(damaged);
}

/** @returns the frames that a session answers with until it is over, to `bytes` and then nothing more */
async function answers(bytes: Buffer): Promise<string[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const connection = Duplex.from({ readable: input, writable: output });
  const target = { namespace: 'default', name: 'nats', connect: newConnection };
  const pairs = new StreamPairs(target, new RealClock());
  new SpdySession(connection, (stream) => pairs.add(stream));
  const types: string[] = [];
  const reader = new FrameReader();
  output.on('data', (chunk: Buffer) => {
    for (const { type } of reader.read(chunk)) types.push(type);
  });
  const cut = below(bytes.length + 1);
  input.write(bytes.subarray(0, cut));
  input.end(bytes.subarray(cut));
  if (!connection.destroyed) await once(connection, 'close').catch(() => undefined);
  return types;
}

test(`${SESSIONS} sessions with damaged frames end, all of them, and leave nothing open`, async () => {
  const frames = await wholeSession();
  expect(await answers(Buffer.concat(frames))).toContain('SYN_REPLY');
  const seen = new Map<string, number>();
  for (let session = 0; session < SESSIONS; session += 1) {
    const types = new Set(await answers(damage(frames)));
    for (const type of types) seen.set(type, (seen.get(type) ?? 0) + 1);
  }
  for (const type of ['SYN_REPLY', 'RST_STREAM', 'GOAWAY', 'PING', 'DATA']) {
    expect([type, seen.get(type) ?? 0]).toEqual([type, expect.any(Number)]);
  }
  expect(seen.get('GOAWAY')).toBeGreaterThan(SESSIONS / 20);
  expect(seen.get('RST_STREAM')).toBeGreaterThan(SESSIONS / 40);
  while (open > 0) await new Promise((resolve) => setImmediate(resolve));
});
