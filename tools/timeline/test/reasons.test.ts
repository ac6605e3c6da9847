import type { Happened } from '@workbook/history';
import { lanes, story } from '../src';

/** `count` messages that `client` acknowledges, the first `from`. */
function smooth(count: number, from = 1): Happened[] {
  return Array.from({ length: count }, (_, index) => {
    const passage = { client: 'a', channel: 'c', sequence: from + index, subscription: 1, at: 0 };
    return [
      { kind: 'published', client: 'p', channel: 'c', sequence: from + index, at: 0 },
      { kind: 'delivered', ...passage },
      { kind: 'acknowledged', ...passage },
    ] as const;
  }).flat();
}

const member = { channel: 'c', subscription: 1, durableName: 'd', group: 'd:g' };
const subscribed = { kind: 'subscribed', client: 'a', at: 0, ...member } as const;
const why = 'stan: clientID already registered';
const troubles: readonly (readonly [Happened, string])[] = [
  [{ kind: 'connection refused', client: 'b', why, at: 0 }, 'is refused: clientID'],
  [{ kind: 'publish refused', client: 'p', channel: 'x y', why, at: 0 }, 'what it publishes'],
  [{ kind: 'subscription refused', client: 'a', channel: 'x y', why, at: 0 }, 'subscription'],
  [{ kind: 'killed', client: 'a', at: 0 }, 'is killed'],
  [{ kind: 'crashed', client: 'a', when: 'before its save', at: 0 }, 'crashes'],
  [{ kind: 'disconnected', client: 'a', at: 0 }, 'breaks'],
  [{ kind: 'removed', client: 'a', how: 'unsubscribe', at: 0, ...member }, 'unsubscribes'],
  [{ kind: 'restarted', client: '', store: 'lost', at: 0 }, 'stops and starts again'],
];

test.each(troubles)('%j is drawn, however far it is from where the run failed', (event, words) => {
  const happened = [subscribed, ...smooth(20), event, ...smooth(40, 21)];
  const drawn = lanes({ happened }, { around: happened.length - 1, width: 140 });
  expect(drawn).toContain(words);
  expect(drawn).toContain('not shown');
  expect(lanes({ happened }, { width: 140 })).toContain(words);
});

test('all that became of the message is drawn', () => {
  const early = { client: 'a', channel: 'c', sequence: 1, subscription: 1, at: 0 };
  const again: Happened = { kind: 'redelivered', count: 1, ...early, client: 'b', subscription: 2 };
  const happened = [subscribed, ...smooth(40), again];
  const drawn = lanes({ happened }, { around: happened.length - 1 });
  expect(drawn).toMatch(/p {4}.*\n(.*\n)*.*─ #1 ─/);
  expect(drawn).toContain('ack #1');
});

test('who begins to listen is drawn if the run failed there, or if there is nothing else', () => {
  expect(lanes({ happened: [subscribed] })).toContain('starts to listen');
  const happened = [subscribed, ...smooth(1)];
  expect(lanes({ happened })).not.toContain('starts to listen');
  expect(lanes({ happened }, { around: 0 })).toMatch(/starts to listen +<-- here/);
});

test('who goes on with a durable that another has left is not back', () => {
  const left: Happened = { kind: 'suspended', client: 'a', how: 'client gone', at: 0, ...member };
  const closed: Happened = { kind: 'closed', client: 'a', why: 'asked', at: 0 };
  const resumed = (client: string): Happened => ({ kind: 'resumed', client, at: 9000, ...member });
  const told = (client: string): string =>
    story({ happened: [subscribed, left, closed, resumed(client)] });
  expect(told('a')).toContain('a was back after 9 s.');
  expect(told('b')).toContain('b took up the durable d after 9 s.');
});

test('a message that two services have is in the hands of both', () => {
  const at = 0;
  const passage = { channel: 'c', sequence: 1, at };
  const plain = { channel: 'c', durableName: '', at };
  const happened: Happened[] = [
    { kind: 'subscribed', client: 'a', subscription: 1, ...plain },
    { kind: 'subscribed', client: 'b', subscription: 2, ...plain },
    { kind: 'published', client: 'p', ...passage },
    { kind: 'delivered', client: 'a', subscription: 1, ...passage },
    { kind: 'delivered', client: 'b', subscription: 2, ...passage },
    { kind: 'redelivered', client: 'b', subscription: 2, count: 1, ...passage, at: 5000 },
    { kind: 'killed', client: 'a', at: 5000 },
  ];
  expect(story({ happened })).toBe(
    '1 message was published to c. After 5 s the broker sent #1 to b again. ' +
      'a was killed with #1 in hand. a never acknowledged #1; b #1.',
  );
});

test('no trouble is left out of a long story', () => {
  const lost = Array.from({ length: 20 }, (_, index): Happened[] => {
    const passage = { client: 'a', channel: 'c', sequence: index + 1, subscription: 1, at: 0 };
    return [
      { kind: 'delivered', ...passage },
      { kind: 'ack lost', ...passage },
      { kind: 'redelivered', count: 1, ...passage },
    ];
  });
  const told = story({ happened: [subscribed, ...lost.flat()] });
  expect(told.split('was lost').length - 1).toBe(20);
  expect(told).toContain('more, not told here.)');
});

describe('what a copy had found tells why it did what it did', () => {
  const of = (client: string, sequence: number) => {
    return { client, channel: 'c', sequence, subscription: 1, at: 0 };
  };
  const row = { table: 'accounts', id: 'ann' };
  const told = (...happened: readonly Happened[]): string => story({ happened });

  test('a row that another has saved since it was loaded', () => {
    const begun: Happened[] = [
      { kind: 'delivered', ...of('a', 1) },
      { kind: 'loaded', ...of('a', 1), ...row, row: { balance: 100 } },
      { kind: 'delivered', ...of('b', 2) },
      { kind: 'saved', ...of('b', 2), ...row, row: { balance: 30 } },
    ];
    const saved: Happened = { kind: 'saved', ...of('a', 1), ...row, row: { balance: 60 } };
    expect(told(...begun, saved)).toContain(
      'a saved #1 over #2, which it had not seen: it had loaded ann with balance 100, and ann has balance 60 now.',
    );
    const again: Happened = { kind: 'loaded', ...of('a', 1), ...row, row: { balance: 30 } };
    expect(told(...begun, again, saved)).toContain('a saved #1 after #2: ann has balance 60 now.');
    expect(told(...begun, { ...saved, atomic: true })).toContain(
      'a saved #1 after #2, which came in between: it had loaded ann with balance 100, and ann has balance 60 now.',
    );
  });

  test('a row that it has not loaded may have been changed at once, so that nothing was undone', () => {
    const saved = (client: string, sequence: number, balance: number): Happened[] => [
      { kind: 'delivered', ...of(client, sequence) },
      { kind: 'saved', ...of(client, sequence), ...row, row: { balance } },
    ];
    const all = told(...saved('b', 2, 30), ...saved('a', 1, 130));
    expect(all).toContain('a saved #1 after #2: ann has balance 130 now.');
  });

  test('of several tables it is told which', () => {
    const loaded: Happened[] = [
      { kind: 'delivered', ...of('a', 1) },
      { kind: 'loaded', ...of('a', 1), ...row, row: { balance: 5 } },
      { kind: 'loaded', ...of('a', 1), table: 'processed', id: 'ann', row: undefined },
    ];
    expect(told(...loaded, { kind: 'left', ...of('a', 1) })).toContain(
      'it had found ann in accounts with balance 5 and no ann in processed.',
    );
    const other: Happened = { kind: 'saved', ...of('b', 2), ...row, row: { balance: 30 } };
    const saved: Happened = { kind: 'saved', ...of('a', 1), ...row, row: { balance: 60 } };
    expect(told(...loaded, other, saved)).toContain(
      'it had loaded ann in accounts with balance 5, and ann has balance 60 now.',
    );
    expect(told(...loaded, saved, saved)).toContain(
      'a saved #1 a second time: ann in accounts has balance 60 now.',
    );
  });

  test('a message that changed nothing', () => {
    const loaded: Happened[] = [
      { kind: 'delivered', ...of('a', 1) },
      { kind: 'loaded', ...of('a', 1), ...row, row: { balance: 5 } },
      { kind: 'loaded', ...of('a', 1), table: 'payments', id: '7', row: undefined },
    ];
    const acknowledged: Happened = { kind: 'acknowledged', ...of('a', 1) };
    expect(told(...loaded, acknowledged)).toContain(
      'a acknowledged #1 and saved nothing: it had found ann in accounts with balance 5 and no 7 in payments.',
    );
    expect(told(...loaded, { kind: 'left', ...of('a', 1) })).toContain(
      'a left #1 without an ack: it had found ann in accounts with balance 5 and no 7 in payments.',
    );
    const saved: Happened = { kind: 'saved', ...of('a', 1), ...row, row: { balance: 1 } };
    expect(told(...loaded, saved, acknowledged)).not.toContain('saved nothing');
  });

  test('when a message comes again, what was found before does not count', () => {
    const before: Happened[] = [
      { kind: 'delivered', ...of('a', 1) },
      { kind: 'loaded', ...of('a', 1), ...row, row: undefined },
      { kind: 'redelivered', count: 1, ...of('a', 1) },
    ];
    expect(told(...before, { kind: 'acknowledged', ...of('a', 1) })).not.toContain('found');
  });
});
