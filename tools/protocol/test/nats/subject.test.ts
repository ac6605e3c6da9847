import { isLiteral, isSendable, isValidPattern, matches, subjectOf, textOf } from '../../src';

test.each([
  ['foo', 'foo', true],
  ['foo', 'FOO', false],
  ['foo', 'foo.bar', false],
  ['foo.bar', 'foo', false],
  ['*', 'foo', true],
  ['*', 'foo.bar', false],
  ['foo.*', 'foo.bar', true],
  ['foo.*', 'foo', false],
  ['foo.*', 'foo.bar.baz', false],
  ['*.bar', 'foo.bar', true],
  ['foo.*.baz', 'foo.bar.baz', true],
  ['>', 'foo', true],
  ['>', 'foo.bar.baz', true],
  ['foo.>', 'foo.bar', true],
  ['foo.>', 'foo.bar.baz', true],
  ['foo.>', 'foo', false],
  ['*.*.>', 'foo.bar', false],
  ['*.*.>', 'foo.bar.baz', true],
  // Wildcards that are part of a token are text.
  ['foo*', 'foobar', false],
  ['foo*', 'foo*', true],
  ['foo.b>', 'foo.bar', false],
  // Wildcards in what is published to are text, which a wildcard matches like any.
  ['foo.*', 'foo.>', true],
  ['foo.bar', 'foo.*', false],
  // An empty token reaches nobody.
  ['>', 'foo..bar', false],
  ['foo.*', 'foo.', false],
  ['*.foo', '.foo', false],
  ['>', '', false],
])('%s gets %s: %p', (pattern, subject, expected) => {
  expect(matches(pattern, subject)).toBe(expected);
});

test.each(['foo', 'foo.*', '*.foo.>', '>', 'a>b', '>>', 'foo.>x'])('SUB %s is legal', (pattern) => {
  expect(isValidPattern(pattern)).toBe(true);
});

test.each(['', '.', 'foo.', '.foo', 'foo..bar', '>.foo', 'foo.>.bar'])(
  'C7: SUB %p is not',
  (pattern) => {
    expect(isValidPattern(pattern)).toBe(false);
  },
);

test('only a subject without wildcards and empty tokens names one subject', () => {
  expect(['foo.bar', 'foo*', 'a.b>'].filter(isLiteral)).toEqual(['foo.bar', 'foo*', 'a.b>']);
  expect(['foo.*', '>', 'a..b', ''].filter(isLiteral)).toEqual([]);
});

test('people read and write a subject as UTF-8', () => {
  expect(subjectOf('_INBOX.ü')).toBe('_INBOX.\xc3\xbc');
  expect(textOf('_INBOX.\xc3\xbc')).toBe('_INBOX.ü');
});

test.each(['', 'a b', 'a\tb', 'a\r\nPING', 'a\n', 'a\u010a', '\u0120', 'ü\ud800'])(
  '%j cannot stand in a line',
  (subject) => {
    expect(isSendable(subject)).toBe(false);
  },
);

test('every other byte can', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const subject = bytes.toString('latin1').replaceAll(/[\t\n\r ]/g, '');
  expect(subject).toHaveLength(252);
  expect(isSendable(subject)).toBe(true);
});
