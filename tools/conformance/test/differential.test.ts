import { serverCommand, type ServerCommand } from '@workbook/broker/process';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { drawSession } from '../src/differential/draw';
import { hunt } from '../src/differential/hunt';
import { printedDifferences } from '../src/differential/report';
import { Run } from '../src/differential/run';
import type { Session, Step } from '../src/differential/step';
import { shrink } from '../src/differential/shrink';
import { parsedToken, printedToken, sessionOf, whole } from '../src/differential/token';

// Servers start, and real time passes.
jest.setTimeout(240_000);

const embedded = serverCommand();
const forgetful: ServerCommand = [
  process.execPath,
  path.join(__dirname, 'fixtures', 'forgetful-server.cjs'),
];

const subscribe = {
  do: 'subscribe',
  slot: 1,
  sub: 1,
  channel: 'a',
  queue: '',
  durable: '',
  maxInFlight: 1,
  ackWait: 30,
  start: 4,
  sequence: 0,
  delta: 0,
  acks: false,
  inboxOf: 1,
} as const;
const publish = { do: 'publish', slot: 1, channel: 'a', count: 3, size: 0, reply: '' } as const;
const ack = { do: 'ack', sub: 1, via: 1, which: 'all', channel: '' } as const;
/** Where what comes to the subscription is seen. */
const messages = { what: 'messages', of: '_INBOX.s1' } as const;
const steps: readonly Step[] = [
  { do: 'connect', slot: 1, id: 'a', protocol: 1 },
  subscribe,
  { ...publish, as: 'itself' },
  ack,
  ack,
  { do: 'ping', slot: 1, as: 'itself' },
];
const settings: Session['settings'] = {
  theme: 'plain',
  store: 'memory',
  flags: [],
  maxAge: 0,
  maxInactivity: 0,
  heartbeats: 0,
};

test('a session on two servers that are the same has no difference, at any step', async () => {
  const seen: [Step['do'], unknown][] = [];
  const run = new Run({ settings, steps }, [embedded, embedded], (step, [heard]) => {
    seen.push([step.do, heard.find(({ place }) => isDeepStrictEqual(place, messages))?.value]);
  });
  expect(await run.outcome()).toMatchObject({ compared: steps.length, differences: [], cut: '' });
  expect(seen.slice(2, 5)).toEqual([
    ['publish', ['1 "a" "m1"']],
    ['ack', ['2 "a" "m2"']],
    ['ack', ['3 "a" "m3"']],
  ]);
});

test('a server that loses an ack differs where it is lost, in what comes and in the monitoring', async () => {
  const { compared, differences } = await new Run({ settings, steps }, [
    embedded,
    forgetful,
  ]).outcome();
  expect(compared).toBe(5);
  expect(differences).toContainEqual({ place: messages, values: [['3 "a" "m3"'], undefined] });
  expect(differences).toContainEqual({
    place: { page: 'channelsz', channel: 'a', subscription: 's1', field: 'last_sent' },
    values: [3, 2],
  });
  const lines = printedDifferences(differences, ['real', 'embedded']);
  expect(lines.slice(0, 3)).toEqual([
    '      messages to _INBOX.s1',
    '        real      3 "a" "m3"',
    '        embedded  nothing',
  ]);
  expect(lines).toContain('      channelsz "a" s1 last_sent');
});

test('the hunt finds what a server loses, and shows it in a few steps', async () => {
  const { findings, unsteady } = await hunt({
    commands: [embedded, forgetful],
    // Soon made short: each session that is tried starts two servers.
    firstSeed: 381,
    sessions: 1,
    store: 'memory',
    atOnce: 6,
    progress: () => undefined,
    found: () => undefined,
  });
  expect(unsteady).toEqual([]);
  expect(findings).toHaveLength(1);
  const { steps } = sessionOf(findings[0]!.shrunk);
  expect(steps.length).toBeLessThanOrEqual(6);
  expect(steps.map((step) => step.do)).toEqual(expect.arrayContaining(['subscribe', 'publish']));
});

test('a session is made so short that nothing of it can be left out, and as plain as it goes', async () => {
  const all = whole(
    seedOf(({ steps }) => steps.length > 40),
    undefined,
  );
  const short = await shrink(all, async (candidate) => {
    const { steps } = sessionOf(candidate);
    const index = steps.findIndex((step) => step.do === 'subscribe' && step.queue !== '');
    return Promise.resolve(index >= 0 && steps.slice(index).some((step) => step.do === 'ack'));
  });
  const { settings, steps } = sessionOf(short);
  expect(settings).toMatchObject({ store: 'memory', flags: [] });
  expect(steps).toMatchObject([
    { do: 'subscribe', channel: 'a', durable: '', ackWait: 30, maxInFlight: 1024 },
    { do: 'ack', which: 'oldest', channel: '' },
  ]);
});

test('the same seed draws the same session, and a token names what is left of it', () => {
  expect(drawSession(7)).toEqual(drawSession(7));
  expect(drawSession(7)).not.toEqual(drawSession(8));
  const all = whole(7, 'file');
  expect(sessionOf(parsedToken('7', 'file'))).toEqual(drawSession(7, 'file'));
  expect(parsedToken(printedToken(all), 'file')).toEqual(all);
  const part = { ...all, settings: [0], kept: [{ index: 1, choices: [0] }, all.kept[2]!] };
  expect(printedToken(part)).toBe('7@0:1.0,2');
  expect(parsedToken('7@0:1.0,2', 'file')).toEqual(part);
});

/** The first whose session is like that. */
function seedOf(isLikeThat: (session: Session) => boolean): number {
  let seed = 1;
  while (!isLikeThat(drawSession(seed, 'memory'))) seed += 1;
  return seed;
}
