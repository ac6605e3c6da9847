import { briefOf, type Finding, textOf } from '../src/finding';

const finding: Finding = {
  expected: 'two',
  happened: ['one:', '', 'half\n  of it'],
  look: 'src/a.ts',
  read: 'README.md',
};

test('labels, and lines indented as far as the first', () => {
  expect(textOf({ ...finding, replay: 'npm test' })).toBe(
    [
      'expected  two',
      'happened  one:',
      '',
      '          half',
      '            of it',
      'look at   src/a.ts',
      'read      README.md',
      'replay    npm test',
    ].join('\n'),
  );
  expect(briefOf({ expected: 'two', happened: ['one'], look: 'a', type: 'b' })).toBe(
    'expected  two\nhappened  one',
  );
});

test('what a matcher of jest says stands as it is, with where it was called', () => {
  const matcher = { ...finding, calledAt: ['test/a.ts:1', 'test/b.ts:2'] };
  const text = 'one:\n\nhalf\n  of it\nat test/a.ts:1\nat test/b.ts:2';
  expect([textOf(matcher), briefOf(matcher)]).toEqual([text, text]);
});
