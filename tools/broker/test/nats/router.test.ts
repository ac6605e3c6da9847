import { matches } from '@workbook/protocol';
import { type Deliver, type Delivery, Router } from '../../src/nats/router';

const nothing = Buffer.alloc(0);
const ignore = (): undefined => undefined;
const into =
  (got: string[], name: string): Deliver =>
  () => {
    got.push(name);
  };

/** A router, and who got what, in order: `name subject`. */
function listening(patterns: Record<string, string>): { router: Router; got: string[] } {
  const router = new Router();
  const got: string[] = [];
  for (const [name, pattern] of Object.entries(patterns)) {
    router.subscribe(pattern, undefined, ({ subject }) => {
      got.push(`${name} ${subject}`);
    });
  }
  return { router, got };
}

test('finds exactly those whose pattern matches, for every pattern and subject of three tokens', () => {
  const tokens = ['a', 'b', '*', '>', 'a*'];
  const subjects = tokens.flatMap((one) => [
    one,
    ...tokens.flatMap((two) => [
      `${one}.${two}`,
      ...tokens.map((three) => `${one}.${two}.${three}`),
    ]),
  ]);
  const patterns = subjects.filter((subject) => !subject.includes('>.'));
  const { router, got } = listening(Object.fromEntries(patterns.map((each) => [each, each])));
  for (const subject of [...subjects, 'a.', '.a', 'a..b', '']) {
    const expected = patterns.filter((pattern) => matches(pattern, subject)).sort();
    const reached = router.publish(subject, undefined, nothing);
    const names = got.splice(0).map((line) => line.slice(0, line.indexOf(' ')));
    expect(names.sort()).toEqual(expected);
    expect(reached).toBe(expected.length);
    expect(router.hasInterest(subject)).toBe(expected.length > 0);
  }
});

test('hands over subject, reply and payload as they came', () => {
  const router = new Router();
  const got: Delivery[] = [];
  router.subscribe('a.*', undefined, (message) => {
    got.push(message);
  });
  const payload = Buffer.from('x');
  router.publish('a.b', 'inbox', payload);
  expect(got).toEqual([{ subject: 'a.b', reply: 'inbox', payload }]);
  expect(got[0]!.payload).toBe(payload);
});

test('what is remembered of a subject follows those who come and go', () => {
  const { router, got } = listening({ plain: 'a.b' });
  router.publish('a.b', undefined, nothing);
  const wide = router.subscribe('a.>', undefined, into(got, 'wide'));
  router.publish('a.b', undefined, nothing);
  wide.unsubscribe();
  wide.unsubscribe();
  router.publish('a.b', undefined, nothing);
  // Who subscribed to more is told first, as by the real server.
  expect(got).toEqual(['plain a.b', 'wide', 'plain a.b', 'plain a.b']);
  expect(router.hasInterest('a.c')).toBe(false);
});

test('who ends a subscription in the middle of a publish gets nothing more of it', () => {
  const router = new Router();
  const got: string[] = [];
  router.subscribe('a', undefined, () => {
    second.unsubscribe();
  });
  const second = router.subscribe('a', undefined, into(got, 'second'));
  router.subscribe('a', undefined, into(got, 'third'));
  expect(router.publish('a', undefined, nothing)).toBe(2);
  expect(got).toEqual(['third']);
});

test('C4: one member of each group, over all their patterns, and in time each of them', () => {
  const router = new Router();
  const got: string[] = [];
  router.subscribe('q.*', 'g', into(got, 'star'));
  router.subscribe('q.>', 'g', into(got, 'tail'));
  router.subscribe('q.x', 'other', into(got, 'other'));
  // The chance that a fair coin falls 200 times on one side is less than 1 in 10^60.
  for (let count = 0; count < 200; count += 1) {
    expect(router.publish('q.x', undefined, nothing)).toBe(2);
  }
  expect(got.filter((name) => name === 'other')).toHaveLength(200);
  expect(got).toHaveLength(400);
  expect(new Set(got)).toEqual(new Set(['star', 'tail', 'other']));
});

test('C9: an owner that is left out gets nothing, and others of the group stand in for it', () => {
  const router = new Router();
  const owner = {};
  const got: string[] = [];
  router.subscribe('a', undefined, into(got, 'own'), owner);
  router.subscribe('a', 'g', into(got, 'own member'), owner);
  router.subscribe('a', 'g', into(got, 'member'), {});
  router.subscribe('a', 'alone', into(got, 'own alone'), owner);
  for (let count = 0; count < 20; count += 1) {
    expect(router.publish('a', undefined, nothing, owner)).toBe(1);
  }
  expect(new Set(got)).toEqual(new Set(['member']));
});

test('subjects that were used once are forgotten, and found again', () => {
  const { router, got } = listening({ inboxes: '_INBOX.*' });
  router.subscribe('literal', undefined, ignore);
  for (let count = 0; count < 20_000; count += 1) {
    router.publish(`_INBOX.${count}`, undefined, nothing);
  }
  expect(got).toHaveLength(20_000);
  expect(router.publish('_INBOX.0', undefined, nothing)).toBe(1);
  expect(router.hasInterest('literal')).toBe(true);
});

test('nothing is sent to a subject that would be more than a word in a line', () => {
  const router = new Router();
  const got: string[] = [];
  router.subscribe('>', undefined, ({ subject }) => {
    got.push(subject);
  });
  const subjects = ['a\r\nPING', 'a b', 'a\tb', 'a\u010d\u010aPING', '\u0120', '', 'a\xfc'];
  const reached = subjects.map((subject) => router.publish(subject, undefined, nothing));
  expect(reached).toEqual([0, 0, 0, 0, 0, 0, 1]);
  expect(got).toEqual(['a\xfc']);
});

test('a publish says if somebody who got it has enough to read for now', () => {
  const router = new Router();
  const slow = { relieved: ignore };
  router.subscribe('a', undefined, () => slow);
  router.subscribe('a', undefined, ignore);
  router.subscribe('b', undefined, () => {
    router.publish('a', undefined, nothing);
  });
  router.subscribe('c', 'g', () => slow);
  const results = ['a', 'b', 'c'].map((each) => router.publish(each, undefined, nothing));
  expect(results).toEqual([slow, 1, slow]);
});
