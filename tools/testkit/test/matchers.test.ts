import type { Message, Stan } from 'node-nats-streaming';
import { Copy, Facts, type Published, Recording, Service } from '@workbook/world';
import { explain } from '../src';
import { findingIn } from './finding-in';

const advice = { look: 'src/x.ts, the call', read: 'notes/x.md, "Heading"' };
const events: Published[] = [1, 2, 3].map((sequence) => ({
  channel: 'order:updated',
  sequence,
  data: {},
}));

/** A service whose copies handled these sequences; no broker is asked. */
function service(name: string, handled: number[][], neighbours: Service[] = []): Service {
  const made = new Service(name, neighbours, new Facts());
  neighbours.push(made);
  handled.forEach((sequences, index) => {
    const copy = new Copy(`${name}-${index + 1}`, {} as unknown as Stan, new Recording());
    for (const sequence of sequences) copy.onMessage({}, message(sequence));
    made.copies.push(copy);
  });
  return made;
}

function message(sequence: number): Message {
  return {
    getSubject: () => 'order:updated',
    getSequence: () => sequence,
    isRedelivered: () => false,
  } as unknown as Message;
}

function textOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The assertion did not fail');
}

test('events shared out among the copies, once each', () => {
  expect(service('payments', [[1, 3], [2]])).toHandleEachOnce(events, advice);
});

test('handled twice: says by whom, and how many more', () => {
  const both = service('payments', [
    [1, 2, 3],
    [1, 2],
  ]);
  expect(textOf(() => expect(both).toHandleEachOnce(events, advice))).toBe(
    [
      'expected  order:updated #1 to be handled by one copy of payments',
      'happened  it was handled twice: by payments-1 and by payments-2',
      '          1 more of the 3 events went wrong',
      'look at   src/x.ts, the call',
      'read      notes/x.md, "Heading"',
    ].join('\n'),
  );
});

test('handled by another service only: says by which copy', () => {
  const neighbours: Service[] = [];
  service('payments', [[2]], neighbours);
  const tracking = service('tracking', [[1], [3]], neighbours);
  expect(textOf(() => expect(tracking).toHandleEachOnce(events, advice))).toContain(
    'happened  no copy of tracking handled it; payments-1 did\n          tracking-1 has not subscribed to anything\n',
  );
});

test('handled by nobody', () => {
  expect(textOf(() => expect(service('audit', [[]])).toHandleEachOnce(events, advice))).toContain(
    'no copy of audit handled it; nobody else did',
  );
});

test('three times by one copy: it is named once', () => {
  const one = service('payments', [[1, 1, 1, 2, 3]]);
  expect(textOf(() => expect(one).toHandleEachOnce(events, advice))).toContain(
    'it was handled 3 times by payments-1\n',
  );
});

test('all in order, in every copy', () => {
  const audits = service('audit', [
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(audits).toHandleAllInOrder(events, advice);
});

test('one copy missed an event: says which, and who had it', () => {
  const neighbours: Service[] = [];
  service('payments', [[2]], neighbours);
  const audits = service(
    'audit',
    [
      [1, 2, 3],
      [1, 3],
    ],
    neighbours,
  );
  expect(textOf(() => expect(audits).toHandleAllInOrder(events, advice))).toContain(
    [
      'expected  audit-2 to handle 1 2 3, in this order',
      'happened  audit-2 handled 1 3',
      '          it did not handle order:updated #2; payments-1 did',
    ].join('\n'),
  );
});

test.each([
  [[1, 3, 2], '1 3 2'],
  [[1, 2, 2, 3], '1 2 2 3'],
])('%j is not the order of the channel', (sequences, handled) => {
  const text = textOf(() =>
    expect(service('audit', [sequences])).toHandleAllInOrder(events, advice),
  );
  expect(text).toContain(`happened  audit-1 handled ${handled}\nlook at`);
});

test('what a matcher finds is a value on its error, as it stands in its text', () => {
  const audit = service('audit', [[1, 3, 2]]);
  expect(findingIn(() => expect(audit).toHandleAllInOrder(events, advice))).toEqual({
    expected: 'audit-1 to handle 1 2 3, in this order',
    happened: ['audit-1 handled 1 3 2'],
    ...advice,
  });
});

test('a matcher on something else says what it takes', () => {
  expect(textOf(() => expect([1]).toHandleEachOnce(events, advice))).toContain(
    'This matcher takes a service',
  );
});

test('explain keeps quiet when the assertion holds, and speaks when it does not', () => {
  const finding = { expected: 'two', happened: ['one', 'and a half'], ...advice };
  const failing = (): void => explain(finding, () => expect(1).toBe(2));
  explain(finding, () => expect(2).toBe(2));
  expect(findingIn(failing)).toEqual(finding);
  expect(textOf(failing)).toBe(
    [
      'expected  two',
      'happened  one',
      '          and a half',
      'look at   src/x.ts, the call',
      'read      notes/x.md, "Heading"',
    ].join('\n'),
  );
});
