import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Message } from 'node-nats-streaming';
import { explain, found, useWorld } from '../src';
import { findingIn } from './finding-in';
import { forgetRuns, isOfLab, keepRun, readRun, runFile } from '../src/kept-run';

const real = Boolean(process.env.NATS_STREAMING_SERVER);
const { broker } = useWorld({ broker: {} });
const advice = { look: 'here', read: 'there' };

async function listener(name: string): Promise<void> {
  await broker().start(name, 1, ({ stan, onMessage }) =>
    stan.subscribe('orders').on('message', (msg: Message) => onMessage({}, msg)),
  );
}

// A real server tells nobody what happens in it.
if (!real) {
  test('what the broker tells and what copies do is recorded in order', async () => {
    await listener('audit');
    await broker().publish('orders', {});
    await broker().settled();
    const told = broker().recording.happened.filter((event) => 'sequence' in event);
    expect(told.map(({ kind }) => kind)).toEqual([
      'published',
      'delivered',
      'handling',
      'acknowledged',
    ]);
  });

  test('a finding is about the event where it went wrong: its last delivery', async () => {
    await listener('audit');
    const wrong = await broker().start('payments', 2, ({ stan, onMessage }) =>
      stan.subscribe('orders').on('message', (msg: Message) => onMessage({}, msg)),
    );
    const orders = await broker().publish('orders', {}, {});
    await broker().settled();
    const { happened, about } = findingIn(() => expect(wrong).toHandleEachOnce(orders, advice));
    expect(happened[0]).toContain('handled twice');
    expect(broker().recording.happened[about!]).toMatchObject({
      kind: 'delivered',
      client: 'payments-2',
      sequence: 1,
    });
  });

  test('a finding of no event is about the end', async () => {
    await listener('audit');
    const { expected, about } = findingIn(() =>
      explain({ expected: 'x', happened: 'y', ...advice }, () => expect(1).toBe(2)),
    );
    expect([expected, about]).toEqual(['x', broker().recording.happened.length - 1]);
  });

  test('a finding of no event is about what was refused, if nothing was sent since', async () => {
    const stan = await broker().connect('shop');
    const refused = new Promise((told) => stan.publish('a.*', 'x', told));
    expect(await refused).toBe('stan: invalid publish request');
    const { recording } = broker();
    recording.killed('nobody');
    await broker().connect('later');
    const { about } = found({ expected: 'x', happened: 'y', ...advice });
    expect(recording.happened[about!]).toMatchObject({ kind: 'publish refused' });
  });

  test('the end of a connection is told once, whoever notices it', async () => {
    await broker().connect('payments-1');
    const { recording } = broker();
    recording.disconnected('payments-1');
    recording.disconnected('payments-1');
    recording.reconnected('payments-1');
    recording.reconnected('payments-1');
    recording.killed('payments-1');
    recording.disconnected('payments-1');
    const own = recording.happened.filter(({ client }) => client === 'payments-1');
    expect(own.map(({ kind }) => kind)).toEqual([
      'connected',
      'disconnected',
      'reconnected',
      'killed',
    ]);
  });

  test('what the broker numbers anew after it has lost all has other numbers', async () => {
    await listener('audit');
    const { recording } = broker();
    recording.restarted('lost');
    await listener('payments');
    const numbers = recording.happened.flatMap((event) =>
      event.kind === 'subscribed' ? [event.subscription] : [],
    );
    expect(numbers).toEqual([1, 3]);
  });
}

describe('under faults', () => {
  useWorld({ broker: { faults: 'lose-ack payments-1 #1, restart #9' } });

  test('a failing test says how they happen again', () => {
    const fail = (): void =>
      explain({ expected: 'a', happened: 'b', ...advice }, () => expect(1).toBe(2));
    expect(fail).toThrow('npm test -- --replay "lose-ack payments-1 #1, restart #9"');
  });
});

test('the runs of a lab are kept in its folder, by step and test', () => {
  const file = runFile('/w/labs/03-x/test/step-1-share.test.ts', 'Each order, once: “charged”');
  expect(file.split(/[\\/]/).slice(-5)).toEqual([
    'labs',
    '03-x',
    '.runs',
    'step-1-share',
    'each-order-once-charged.json',
  ]);
  expect(isOfLab(__filename)).toBe(false);
});

describe('a run that cannot be kept or read', () => {
  const lab = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-'));
  const testFile = path.join(lab, 'test', 'step-1-share.test.ts');
  afterAll(() => fs.rmSync(lab, { recursive: true }));

  test('costs no test its verdict', () => {
    // Who is root may write to a read-only folder, but nobody into a file.
    fs.writeFileSync(path.join(lab, '.runs'), '');
    const happened = [{ kind: 'connected', client: 'payments-1', at: 0 }] as const;
    expect(() => {
      forgetRuns(testFile);
      keepRun(testFile, 'shares', happened, []);
    }).not.toThrow();
    expect(readRun(runFile(testFile, 'shares'))).toBeUndefined();
  });

  test.each(['{"test":', 'null', '{"run":{}}'])('is none if it holds %s', (text) => {
    const file = path.join(lab, 'damaged.json');
    fs.writeFileSync(file, text);
    expect(readRun(file)).toBeUndefined();
  });
});
