import { createLog, silentLog } from '../src/log';

/** Keeps what is written. */
class Memory {
  text = '';
  constructor(readonly isTTY: boolean) {}
  write(line: string): void {
    this.text += line;
  }
}

const STAMP = String.raw`\[${process.pid}\] \d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{6}`;

test('a line is pid, local time with microseconds, level and text', () => {
  const stream = new Memory(false);
  const before = Date.now() - 1;
  createLog(stream).info('Server is ready');
  expect(stream.text).toMatch(new RegExp(`^${STAMP} \\[INF\\] Server is ready\\n$`));
  const [, date, time] = /\] (\S+) (\S+)\.\d{6} \[/.exec(stream.text)!;
  const written = new Date(`${date!.replaceAll('/', '-')}T${time!}`).getTime();
  expect(written).toBeGreaterThan(before - 1000);
  expect(written).toBeLessThanOrEqual(Date.now());
});

test('each level has its label; the streaming layer puts its prefix before the text', () => {
  const stream = new Memory(false);
  const log = createLog(stream, { debug: true, trace: true }).prefixed('STREAM: ');
  for (const level of ['info', 'warn', 'error', 'fatal', 'debug', 'trace'] as const)
    log[level]('x');
  const labels = [...stream.text.matchAll(/\[(...)\] STREAM: x\n/g)].map((match) => match[1]);
  expect(labels).toEqual(['INF', 'WRN', 'ERR', 'FTL', 'DBG', 'TRC']);
});

test('debug and trace lines come only if they were asked for', () => {
  const stream = new Memory(false);
  const log = createLog(stream, { debug: true }).prefixed('STREAM: ');
  log.trace('dropped');
  log.debug('kept');
  expect(stream.text).toMatch(/^\S+ \S+ \S+ \[DBG\] STREAM: kept\n$/);
  expect([log.debugs, log.traces]).toEqual([true, false]);
  expect([silentLog.debugs, silentLog.traces]).toEqual([false, false]);
});

test('labels are coloured on a terminal', () => {
  const stream = new Memory(true);
  createLog(stream).error('x');
  expect(stream.text).toContain('[\x1b[31mERR\x1b[0m] x\n');
});
