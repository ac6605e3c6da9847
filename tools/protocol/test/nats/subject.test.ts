import { isLiteral, isValidPattern, matches } from '../../src';

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
