import { damageOf, type Happened, type Run } from '../src';

const passage = { client: 'payments-1', channel: 'orders', sequence: 1, subscription: 1, at: 0 };
const member = { client: 'payments-1', channel: 'orders', subscription: 1, durableName: '' };

function kept(event: object): unknown {
  return { test: 'it works', run: { happened: [{ kind: 'delivered', ...passage }, event] } };
}

const happened: readonly Happened[] = [
  { kind: 'connected', client: 'payments-1', at: 0 },
  { kind: 'subscribed', ...member, group: undefined, at: 0 },
  { kind: 'published', client: '', channel: 'orders', sequence: 1, at: 0.5 },
  { kind: 'loaded', ...passage, table: 'orders', id: '1', row: undefined },
  { kind: 'saved', ...passage, table: 'orders', id: '1', row: { version: 1 } },
  { kind: 'saved', ...passage, table: 'orders', id: '1', row: { version: 2 }, atomic: true },
  { kind: 'suspended', ...member, group: 'd:g', durableName: 'd', how: 'client gone', at: 2 },
  { kind: 'closed', client: 'payments-1', why: 'given up', at: 2 },
  { kind: 'restarted', client: '', store: 'lost', at: 3 },
];

test.each<[string, object]>([
  ['a run', { happened }],
  ['a run with names', { happened, names: { 'payments-1': 'a' }, messages: { 'orders #1': 'x' } }],
  ['a run of nothing', { happened: [] }],
])('%s comes back from its file whole', (_what, run) => {
  expect(damageOf(JSON.parse(JSON.stringify({ test: 'it works', run })))).toBeUndefined();
});

test('a test of which nothing else is known is kept without a run, and with what others add', () => {
  expect(damageOf({ test: 'it works', state: 'passed', findings: [] })).toBeUndefined();
});

test.each<[unknown, string]>([
  [undefined, 'it is not the JSON of a kept run'],
  [null, 'it is not the JSON of a kept run'],
  ['it works', 'it is not the JSON of a kept run'],
  [[], 'it does not name its test'],
  [{ test: 'it works', run: null }, 'its run is no list of events'],
  [{ test: 'it works', run: { happened: {} } }, 'its run is no list of events'],
  [{ test: 'it works', run: { happened, names: ['a', 1] } }, 'the "names" of its run are no texts'],
  [kept([]), 'event 2 of its run has no kind'],
  [kept({ kind: 'sold', at: 0 }), 'event 2 of its run is of no kind that there is: "sold"'],
  [kept({ kind: 'toString', at: 0 }), 'event 2 of its run is of no kind that there is: "toString"'],
])('what is no kept run says why: %j', (damaged, why) => {
  expect(damageOf(damaged)).toBe(why);
});

test.each<[object, string]>([
  [{ ...passage, at: undefined }, 'at'],
  [{ ...passage, at: 'now' }, 'at'],
  [{ ...passage, client: 5 }, 'client'],
  [{ ...passage, sequence: '1' }, 'sequence'],
  [{ ...passage, sequence: 1.5 }, 'sequence'],
  [{ kind: 'closed', client: 'a', why: 'bored', at: 0 }, 'why'],
  [{ kind: 'subscribed', ...member, group: 1, at: 0 }, 'group'],
  [{ kind: 'redelivered', ...passage }, 'count'],
  [{ kind: 'saved', ...passage, table: 'orders', id: '1', atomic: 'yes' }, 'atomic'],
])('a field that is wrong or missing is named: %j', (fields, field) => {
  expect(damageOf(kept({ kind: 'acknowledged', ...fields }))).toMatch(
    new RegExp(`^event 2 of its run is ".+", and what it says as "${field}" is wrong or missing$`),
  );
});

test('every field of every event is asked for', () => {
  const events: readonly Happened[] = [...happened, { kind: 'redelivered', count: 1, ...passage }];
  for (const event of events) {
    const needed = Object.keys(event).filter((each) => !['group', 'row', 'atomic'].includes(each));
    for (const field of needed) {
      const run = { happened: [{ ...event, [field]: undefined }] } as unknown as Run;
      expect([field, damageOf({ test: '', run })]).toEqual([field, expect.any(String)]);
    }
  }
});
