import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Message, Stan } from 'node-nats-streaming';
import { endPrograms, type TestBroker, World } from '../src';

const CHANNEL = 'order:updated';

let world: World<{ broker: object }>;
let broker: TestBroker;
let restore: () => void;
beforeEach(async () => {
  world = await World.open({ broker: {} });
  broker = world.servers.broker;
  restore = world.ownTime.install();
});
afterEach(async () => {
  restore();
  await endPrograms();
  await world.stop();
});

/** Learner's code, in its own time or as it is elsewhere. */
const ways: [string, <T>(code: () => T) => T][] = [
  ['in its own time', (code) => world.ownTime.run(code)],
  ['in its own time, which goes on', (code) => world.ownTime.run(code, 'goes on')],
  ['outside of it', (code) => code()],
];

/** A service that listens from a date on. */
function listen(stan: Stan, date: Date, got: number[]): void {
  stan
    .subscribe(CHANNEL, stan.subscriptionOptions().setStartTime(date))
    .on('message', (msg: Message) => got.push(msg.getSequence()));
}

// A real server's time goes on while a test looks at it: of one millisecond nobody knows which part comes first.
const apart = async (): Promise<void> =>
  process.env.NATS_STREAMING_SERVER ? world.pass('50ms') : undefined;

describe.each(ways)('a service %s', (_, run) => {
  test.each(['0s', '30s'])('starts at a date between two events, %s apart', async (duration) => {
    const gap = process.env.NATS_STREAMING_SERVER ? '100ms' : duration;
    const got: number[] = [];
    await broker.publish(CHANNEL, {}, {});
    await world.pass(gap);
    await apart();
    const date = run(() => new Date());
    await apart();
    await broker.publish(CHANNEL, {});
    await world.pass(gap);
    await broker.start('audit', 1, ({ stan }) => run(() => listen(stan, date, got)));
    await broker.publish(CHANNEL, {});
    await world.settled();
    expect(got).toEqual([3, 4]);
  });

  test('starts now, after all that was published', async () => {
    const got: number[] = [];
    await broker.publish(CHANNEL, {}, {});
    await apart();
    await broker.start('audit', 1, ({ stan }) => run(() => listen(stan, new Date(), got)));
    await broker.publish(CHANNEL, {});
    await world.settled();
    expect(got).toEqual([3]);
  });
});

test('a program that starts now is given what comes from then on', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-'));
  const file = path.join(folder, 'program.ts');
  fs.writeFileSync(
    file,
    `const { connect } = require(${JSON.stringify(require.resolve('node-nats-streaming'))});
     const stan = connect('ticketing', 'audit', { url: process.env.NATS_URL });
     stan.on('connect', () => console.log('connected'));
     process.stdin.on('data', () => undefined);
     process.on('SIGINT', () => {
       const options = stan.subscriptionOptions().setStartTime(new Date());
       stan.subscribe('${CHANNEL}', options)
         .on('ready', () => console.log('ready'))
         .on('message', (msg) => console.log('got ' + msg.getSequence()));
     });`,
  );
  try {
    await world.pass('1s');
    const program = await broker.startProgram(file);
    expect(await program.prints('connected')).toBe(true);
    await broker.publish(CHANNEL, {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    await program.signal('SIGINT');
    expect(await program.prints('ready')).toBe(true);
    await broker.publish(CHANNEL, {});
    expect(await program.prints('got 2')).toBe(true);
    expect(program.lines).not.toContain('got 1');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
