import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endPrograms, type Program, startProgram } from '../src';
import { useWorld } from './use-world';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-'));
afterEach(endPrograms);
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Starts a program of these lines. */
function start(lines: string[], env: Record<string, string> = {}): Program {
  const file = path.join(folder, 'program.ts');
  fs.writeFileSync(file, lines.join('\n'));
  return startProgram(file, { url: 'nats://127.0.0.1:1', clientID: 'payments-1', env });
}

const stay = 'setInterval(() => undefined, 60_000);';

test('a program in TypeScript, with its environment, both outputs and its code', async () => {
  const program = start(
    [
      'const { NATS_URL, NATS_CLUSTER_ID, NATS_CLIENT_ID, MORE } = process.env as Record<string, string>;',
      'console.log([NATS_URL, NATS_CLUSTER_ID, NATS_CLIENT_ID, MORE].join(" "));',
      'console.error("an error");',
      'process.exitCode = 3;',
    ],
    { MORE: 'more' },
  );
  expect(await program.ended()).toEqual({ code: 3, signal: null });
  expect([...program.lines].sort()).toEqual([
    'an error',
    'nats://127.0.0.1:1 ticketing payments-1 more',
  ]);
});

test('it is given what is typed behind it', async () => {
  const file = path.join(folder, 'typed.ts');
  fs.writeFileSync(file, 'console.log(process.argv.slice(1).join(" "));');
  const program = startProgram(file, { url: '', args: ['4300', 'and more'] });
  await program.ended();
  expect(program.lines).toEqual([`${file} 4300 and more`]);
});

test('one that ends before it has printed what is waited for', async () => {
  const program = start(['console.log("good morning");']);
  expect(await program.prints('good evening')).toBe(false);
  expect(program.lines).toEqual(['good morning']);
});

test('one that still runs', async () => {
  const program = start(['console.log("ready");', stay]);
  await program.prints('ready');
  expect(await program.ended(0)).toBeUndefined();
});

test('one that is killed', async () => {
  const program = start(['console.log("ready");', stay]);
  await program.prints('ready');
  await program.signal('SIGKILL');
  expect(await program.ended()).toEqual({ code: null, signal: 'SIGKILL' });
});

test.each([
  ['lines', 'console.log("again")', '(killed: it printed more than 10000 lines)'],
  ['a line', 'process.stdout.write("again".repeat(1000))', '(killed: it printed more than 10 MB)'],
])('one that prints %s without end is killed, and says so', async (_what, print, last) => {
  const program = start([`const again = () => { ${print}; setImmediate(again); };`, 'again();']);
  expect(await program.ended(60_000)).toEqual({ code: null, signal: 'SIGKILL' });
  expect(program.lines).toContain(last);
  expect(program.lines.length).toBeLessThanOrEqual(10_001);
});

test('one whose test process is killed ends', async () => {
  const runner = path.resolve(__dirname, '..', 'src', 'run-program.cjs');
  const child = path.join(folder, 'child.ts');
  fs.writeFileSync(child, `console.log('ready'); ${stay}`);
  const parent = start([
    `const { spawn } = require('node:child_process');`,
    `spawn(process.execPath, ${JSON.stringify([runner, child])}, { stdio: 'inherit' });`,
    stay,
  ]);
  await parent.prints('ready');
  await parent.signal('SIGKILL');
  // The outputs are those of both: they are closed when both have ended.
  expect(await parent.ended(60_000)).toEqual({ code: null, signal: 'SIGKILL' });
});

describe.each(['as it is', 'win32'])('signals, where the platform is %s', (platform) => {
  const real = process.platform;
  beforeEach(() => {
    if (platform === 'win32') Object.defineProperty(process, 'platform', { value: platform });
  });
  afterEach(() => void Object.defineProperty(process, 'platform', { value: real }));

  test('one that listens for a signal goes on', async () => {
    const program = start([
      'process.on("SIGTERM", (signal) => console.log(`heard ${signal}`));',
      'console.log("ready");',
      stay,
    ]);
    await program.prints('ready');
    await program.signal('SIGTERM');
    await program.prints('heard SIGTERM');
    expect(await program.ended(0)).toBeUndefined();
  });

  test('one that does not ends', async () => {
    const program = start([
      'process.on("SIGINT", () => undefined);',
      'console.log("ready");',
      stay,
    ]);
    await program.prints('ready');
    await program.signal('SIGTERM');
    expect(await program.ended()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test('one that has nothing more to do ends', async () => {
    expect(await start(['console.log("ready");']).ended()).toEqual({ code: 0, signal: null });
  });
});

describe('at the end of a test', () => {
  let left: Program | undefined;

  test('a program is left running', async () => {
    left = start(['console.log("ready");', stay]);
    await left.prints('ready');
  });

  test('and is gone', async () => {
    expect(await left?.ended(0)).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe('a signal', () => {
  const { broker } = useWorld({ broker: {} });

  test('has been noticed when signal() resolves, though nothing is printed', async () => {
    const file = path.join(folder, 'connected.ts');
    const lines = [
      `const { connect } = require(${JSON.stringify(require.resolve('node-nats-streaming'))});`,
      "const stan = connect('ticketing', 'payments-1', { url: process.env.NATS_URL });",
      'let stopping = false;',
      "process.on('SIGTERM', () => (stopping = true));",
      "stan.on('connect', () => {",
      "  console.log('ready');",
      "  stan.subscribe('order:updated').on('message', () => console.log(`stopping ${stopping}`));",
      '});',
    ];
    fs.writeFileSync(file, lines.join('\n'));
    const program = await broker().startProgram(file, { clientID: 'payments-1' });
    expect(await program.prints('ready')).toBe(true);
    await broker().settled();
    await program.signal('SIGTERM');
    await broker().publish('order:updated', {});
    expect(await program.prints('stopping true')).toBe(true);
  });
});
